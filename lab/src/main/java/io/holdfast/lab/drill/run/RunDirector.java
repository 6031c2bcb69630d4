package io.holdfast.lab.drill.run;

import io.holdfast.lab.drill.act.ActRun;
import io.holdfast.lab.drill.act.RunResult;
import io.holdfast.lab.drill.node.DrilledNode;
import io.holdfast.lab.drill.node.UserFile;
import io.holdfast.lab.drill.progress.RunProgress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Plays runs. A node that misbehaves ends its run as not held, with the reason; nothing of it is
 * left then. May be used by several threads.
 *
 * @param bench where healthy nodes come from
 * @param data that each of them has
 * @param normalBoot power-on to login
 */
public record RunDirector(Bench bench, UserFile data, Duration normalBoot) {

  /**
   * Plays one run to its end, good or bad.
   *
   * @param progress hears each step
   */
  public RunResult play(ActRun run, RunProgress progress) throws InterruptedException {
    progress.step("start from the healthy node");
    try (DrilledNode node = bench.healthyNode(progress::console)) {
      return new Passage(node, run, data, Limits.of(normalBoot), progress).play();
    } catch (IOException e) {
      return new RunResult(
          run.title(),
          List.of("The node could not be started or ended: " + e.getMessage()),
          null,
          "",
          "",
          "",
          List.of(),
          List.of(),
          "",
          List.of());
    }
  }
}
