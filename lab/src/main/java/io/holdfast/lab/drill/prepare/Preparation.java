package io.holdfast.lab.drill.prepare;

import io.holdfast.host.Progress;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.lab.drill.progress.RunProgress;
import io.holdfast.lab.machine.Acceleration;
import io.holdfast.lab.machine.MachineSpec;
import java.io.IOException;

/**
 * Prepares a drill: from the cache in seconds, or anew in minutes. Stateless.
 *
 * @param acceleration of the machine
 * @param healthy the node
 */
public record Preparation(Acceleration acceleration, HealthyNode healthy) {

  /**
   * Prepares.
   *
   * @param firmware of the machine
   * @throws IOException if something cannot be built, installed or booted; what was finished before
   *     is kept for the next time
   */
  public static Preparation make(
      Workshop workshop, MachineSpec.Firmware firmware, RunProgress progress)
      throws IOException, InterruptedException {
    Progress steps = progress::step;
    steps.step("look what this machine can run");
    Acceleration acceleration = Acceleration.probe(workshop.tools());
    KeyFolder keys = DrillKeys.prepare(workshop.cache());
    steps.step("look whether the releases are built");
    DrillReleases releases = DrillReleases.prepare(workshop, keys, steps);
    HealthyNode healthy =
        new HealthyNodeMaker(workshop, keys, acceleration, firmware, steps, progress::console)
            .prepare(releases);
    return new Preparation(acceleration, healthy);
  }
}
