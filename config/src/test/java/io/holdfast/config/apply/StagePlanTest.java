package io.holdfast.config.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Cases;
import io.holdfast.config.action.Action;
import io.holdfast.config.action.RunCommand;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.cloud.Conditions;
import io.holdfast.config.cloud.Stage;
import io.holdfast.config.cloud.Step;
import io.holdfast.config.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StagePlanTest {

  static List<Path> cases() {
    return Cases.in("cloud/plans");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_configuration_becomes_the_plan_that_its_case_says(Path folder)
      throws IOException, ConfigException {
    CloudConfig config = CloudConfig.load(List.of(folder));

    assertThat(describe(config).replace(folder + "/", "").stripTrailing())
        .isEqualTo(Cases.expected(folder, "plan.txt"));
  }

  @Test
  void folders_come_in_the_order_given_and_may_be_missing(@TempDir Path all)
      throws IOException, ConfigException {
    Path system = Files.createDirectories(all.resolve("system"));
    Path oem = Files.createDirectories(all.resolve("oem"));
    Files.writeString(system.resolve("99.yaml"), "#cloud-config\nhostname: system\n");
    Files.writeString(oem.resolve("01.yaml"), "#cloud-config\nhostname: oem\n");

    CloudConfig config = CloudConfig.load(List.of(system, all.resolve("none"), oem));

    assertThat(Objects.requireNonNull(config.hostname()).name()).isEqualTo("oem");
    assertThat(describe(config)).containsSubsequence("[name=system,", "[name=oem,");
  }

  @Test
  void what_fails_stops_nothing_else_and_is_reported() throws Exception {
    CloudConfig config =
        CloudConfig.parse(
            "c.yaml",
            """
            #cloud-config
            stages:
              boot:
                - commands: [good, bad, defect, good again]
                - {if: no, commands: [skipped]}
                - {if: broken, commands: [unjudged]}
                - {if: yes, commands: [last]}
            """);
    Machine machine =
        new Machine() {
          @Override
          public @Nullable String unmet(Conditions conditions) throws IOException {
            String command = conditions.command();
            if (command.equals("broken")) {
              throw new IOException("sh is gone");
            }
            return command.isEmpty() || command.equals("yes") ? null : "it is " + command;
          }

          @Override
          public Effect perform(Action action) throws IOException {
            String line = ((RunCommand) action).arguments().getLast();
            return switch (line) {
              case "bad" -> throw new IOException("exit code 1");
              case "defect" -> throw new IllegalStateException("oops");
              case "skipped", "unjudged" -> throw new AssertionError("must not be done: " + line);
              default -> Effect.CHANGE;
            };
          }
        };

    StageResult result = StagePlan.of(config, Stage.BOOT).applyTo(machine);

    assertThat(result.outcomes().stream().map(o -> o.getClass().getSimpleName()))
        .containsExactly("Done", "Failed", "Failed", "Done", "Skipped", "Failed", "Done");
    assertThat(result.failures().stream().map(Outcome.Failed::toString))
        .containsExactly(
            "c.yaml:4:24: run 'bad': exit code 1",
            "c.yaml:4:29: run 'defect': unexpected: java.lang.IllegalStateException: oops",
            "c.yaml:6:31: run 'unjudged': its condition could not be judged: sh is gone");
  }

  @Test
  void what_is_done_is_told_before_it_is_done() throws Exception {
    CloudConfig config =
        CloudConfig.parse(
            "c.yaml",
            """
            #cloud-config
            stages:
              boot:
                - {name: one, commands: [a, b]}
                - {if: never, commands: [c]}
            """);
    List<String> told = new ArrayList<>();
    Machine machine =
        new Machine() {
          @Override
          public @Nullable String unmet(Conditions conditions) {
            return conditions.command().isEmpty() ? null : "it never is";
          }

          @Override
          public Effect perform(Action action) {
            assertThat(told.getLast()).endsWith(action.describe());
            return Effect.CHANGE;
          }
        };

    StagePlan.of(config, Stage.BOOT).applyTo(machine, told::add);

    assertThat(told)
        .containsExactly(
            "c.yaml:4:7: boot 'one': run 'a'",
            "c.yaml:4:7: boot 'one': run 'b'",
            "c.yaml:5:7: boot: ask whether it is to be done");
  }

  private static String describe(CloudConfig config) {
    StringBuilder out = new StringBuilder();
    List<String> lines = new ArrayList<>();
    lines.add(config.install().toString());
    for (Stage stage : Stage.values()) {
      for (Step step : StagePlan.of(config, stage).steps()) {
        lines.add("");
        lines.add(step.stage() + " '" + step.name() + "' at " + step.place());
        if (!step.conditions().equals(Conditions.NONE)) {
          lines.add("  " + step.conditions());
        }
        step.actions().forEach(action -> lines.add("  " + action));
      }
    }
    lines.forEach(line -> out.append(line).append('\n'));
    return out.toString();
  }
}
