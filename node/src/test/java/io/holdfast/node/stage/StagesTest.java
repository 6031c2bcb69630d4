package io.holdfast.node.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.apply.RootedMachine;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.cloud.Stage;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.health.CheckResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StagesTest {
  @TempDir private Path root;
  private Stages stages;
  private final List<String> told = new ArrayList<>();

  StagesTest() {
    stages = new Stages(new NodePaths(Path.of("/nowhere")));
  }

  @BeforeEach
  void a_node() throws Exception {
    NodePaths paths = new NodePaths(root);
    Files.createDirectories(paths.run());
    Files.writeString(root.resolve("file"), "in the way of a folder");
    stages = new Stages(paths);
  }

  @Test
  void what_failed_is_told_and_kept_and_the_rest_was_done() throws Exception {
    run("required: false");
    assertThat(told)
        .singleElement()
        .asString()
        .contains("step 'bad' of stage boot (10.yaml:4:7) failed", "/file/below");
    assertThat(stages.recorded())
        .extracting(step -> step.name() + " " + step.failed())
        .containsExactly("bad true", "good false");
    assertThat(root.resolve("etc/good")).exists();
    assertThat(new RequiredStepsCheck(stages).run()).isInstanceOf(CheckResult.Passed.class);
  }

  @Test
  void a_required_step_that_failed_is_a_failed_check_that_names_it() throws Exception {
    run("required: true");
    assertThat(new RequiredStepsCheck(stages).run())
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed -> {
              assertThat(failed.culprit().kind()).isEqualTo(Culprit.Kind.CONFIGURATION);
              assertThat(failed.output()).contains("step 'bad' of stage boot");
            });
  }

  @Test
  void a_torn_record_hides_no_other_step() throws Exception {
    run("required: true");
    Files.writeString(
        new NodePaths(root).steps(),
        "boot\thalf a li\n\0\tx\tx\tNONE\t\t\n",
        StandardOpenOption.APPEND);
    assertThat(stages.recorded()).hasSize(2);
  }

  private void run(String required) throws Exception {
    CloudConfig config =
        CloudConfig.parse(
            "10.yaml",
            """
            #cloud-config
            stages:
              boot:
                - name: bad
                  %s
                  files: [{path: /file/below, content: x}]
                - name: good
                  files: [{path: /etc/good, content: x}]
            """
                .formatted(required));
    stages.run(config, List.of(Stage.BOOT), RootedMachine.withoutNetwork(root), told::add);
  }
}
