package io.holdfast.node.stage;

import io.holdfast.config.apply.Machine;
import io.holdfast.config.apply.StagePlan;
import io.holdfast.config.apply.StepResult;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.cloud.Stage;
import io.holdfast.node.disk.NodePaths;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs stages of the configuration that is in effect, and keeps what became of each step until the
 * next start. The early start and the agent use it, one after the other.
 *
 * @param paths of the node
 */
public record Stages(NodePaths paths) {
  /** More steps than any configuration has; status and checks read all of them. */
  private static final int MOST = 10_000;

  /**
   * Runs some, in their order.
   *
   * @param told hears a line about each step that failed
   */
  public void run(CloudConfig config, List<Stage> stages, Machine machine, Consumer<String> told)
      throws IOException, InterruptedException {
    for (Stage stage : stages) {
      StagePlan plan = StagePlan.of(config, stage);
      if (stage == Stage.NETWORK) {
        // Who asks a service waits for its answer; the agent does that beside everything else.
        plan = plan.withoutAsking();
      }
      if (plan.steps().isEmpty()) {
        continue;
      }
      StringBuilder lines = new StringBuilder();
      for (StepResult result : plan.applyTo(machine).steps()) {
        RecordedStep step = RecordedStep.of(result);
        lines.append(step.line()).append('\n');
        if (step.failed()) {
          told.accept(step.words());
        }
      }
      Files.writeString(paths.steps(), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /** What became of the steps of this boot so far, in the order in which they were run. */
  public List<RecordedStep> recorded() throws IOException {
    List<RecordedStep> steps = new ArrayList<>();
    if (!Files.isRegularFile(paths.steps())) {
      return steps;
    }
    try (BufferedReader lines = Files.newBufferedReader(paths.steps())) {
      for (String line = lines.readLine();
          line != null && steps.size() < MOST;
          line = lines.readLine()) {
        RecordedStep step = RecordedStep.parse(line);
        if (step != null) {
          steps.add(step);
        }
      }
    }
    return steps;
  }
}
