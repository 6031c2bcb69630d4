package io.holdfast.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.cli.ExitCode;
import io.holdfast.node.boot.EarlyStart;
import io.holdfast.node.content.Consumers;
import io.holdfast.node.loader.LoaderVariables;
import io.holdfast.node.reset.Reset;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.release.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On a made-up node; nothing here restarts a machine. */
class ResetCommandTest {
  private static final int MUCH = 1 << 16;

  @TempDir Path folder;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private TrainingNode node;
  private int restarts;

  @BeforeEach
  void install() throws Exception {
    node = TrainingNode.below(folder);
    node.boot(1);
    new EarlyStart(node.paths(), TrainingNode.MOUNTER).run();
  }

  @Test
  void without_a_yes_it_is_refused_and_says_what_to_type() throws Exception {
    assertThat(reset()).isEqualTo(ExitCode.REFUSED);
    assertThat(errors()).contains("holdfast reset --yes");
    assertThat(output.toString(StandardCharsets.UTF_8)).contains("COS_PERSISTENT", "/oem/");
    assertThat(node.paths().resetMark()).doesNotExist();
  }

  @Test
  void a_dry_run_marks_nothing() throws Exception {
    assertThat(reset("--dry-run", "--yes")).isEqualTo(ExitCode.DONE);
    assertThat(errors()).isEmpty();
    assertThat(node.paths().resetMark()).doesNotExist();
  }

  @Test
  void a_yes_marks_it_and_restarts() throws Exception {
    assertThat(reset("--yes")).isEqualTo(ExitCode.DONE);
    assertThat(Files.exists(node.paths().resetMark())).isTrue();
    assertThat(restarts).isEqualTo(1);
  }

  @Test
  void for_programs_it_prints_one_object_and_nothing_else() throws Exception {
    assertThat(reset("--yes", "--no-reboot", "--json")).isEqualTo(ExitCode.DONE);
    assertThat(Json.parseObject(output.toByteArray(), MUCH).has("goes")).isTrue();
    assertThat(errors()).contains("next start");
    assertThat(restarts).isZero();
  }

  private int reset(String... options) throws Exception {
    ResetCommand command = new ResetCommand();
    new CommandLine(command).parseArgs(options);
    NodeContext context =
        NodeContext.of(
            node.paths(),
            TrainingNode.MOUNTER,
            LoaderVariables.of(node.paths()).booted(),
            Consumers.NONE);
    return command.call(
        new Reset(context),
        () -> restarts++,
        new PrintStream(output, true, StandardCharsets.UTF_8),
        new PrintStream(errors, true, StandardCharsets.UTF_8));
  }

  private String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }
}
