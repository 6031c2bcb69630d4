package io.holdfast.lab.drill.march;

import io.holdfast.image.cache.Fingerprint;
import io.holdfast.image.disk.DiskPlan;
import io.holdfast.image.disk.Installer;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.march.March2024.Built;
import io.holdfast.lab.drill.march.March2024.Past;
import io.holdfast.lab.drill.node.MachineNode;
import io.holdfast.lab.drill.prepare.CodeFingerprint;
import io.holdfast.lab.drill.prepare.DrillResource;
import io.holdfast.lab.drill.prepare.FirstInstall;
import io.holdfast.lab.drill.prepare.Proving;
import io.holdfast.lab.drill.prepare.SnapshotDisk;
import io.holdfast.lab.drill.prepare.Workshop;
import io.holdfast.lab.drill.progress.RunProgress;
import io.holdfast.lab.machine.Acceleration;
import io.holdfast.lab.machine.FirmwareVariables;
import io.holdfast.lab.machine.MachineSpec;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Installs a node, lets it live through its past, and saves it as it runs.
 *
 * @param keys which it trusts
 * @param acceleration under which its machine runs, and only can go on
 */
record NodeMaker(Workshop workshop, KeyFolder keys, Acceleration acceleration) {
  /** One more whenever the lab makes machines otherwise: a snapshot fits none but its own. */
  private static final int VERSION = 1;

  /** What decides a prepared node; the acts do not, and change more often. */
  private static final List<Class<?>> CODE =
      List.of(
          NodeMaker.class,
          PreparedNode.class,
          MachineSpec.class,
          FirstInstall.class,
          Installer.class,
          DiskPlan.class);

  /** Emulated and on a busy host, a boot takes two minutes. */
  private static final Duration BOOT = Duration.ofMinutes(8);

  private static final Duration SHELL = Duration.ofMinutes(2);

  PreparedNode prepare(March2024.Node node, MarchReleases releases, RunProgress progress)
      throws IOException, InterruptedException {
    Digest key =
        new Fingerprint("march-node", VERSION)
            .add("releases", releases.key())
            .add("node", node.toString())
            .add("configuration", DrillResource.text("march/node.yaml"))
            .add("maker", CodeFingerprint.ofClasses(CODE))
            .add("acceleration", acceleration.name())
            .digest();
    Path folder =
        workshop.cache().step("march-node", key, result -> make(node, releases, progress, result));
    return new PreparedNode(node, folder, releases.medium());
  }

  private void make(March2024.Node node, MarchReleases releases, RunProgress progress, Path result)
      throws IOException, InterruptedException {
    progress.step("install " + node.installed() + " on an empty disk");
    Path raw = result.resolve("disk.raw");
    new FirstInstall(
            releases.repository(),
            node.installed().name(),
            node.installed().version(),
            DrillResource.text("march/node.yaml")
                .replace("@node@", node.name())
                .replace("@site@", node.site()))
        .into(raw, keys, false, workshop, progress::step);
    SnapshotDisk.of(raw, result.resolve(PreparedNode.DISK), workshop);
    FirmwareVariables.create(workshop.tools(), result.resolve(PreparedNode.VARIABLES));
    Mirrors nothing = Mirrors.in(result);
    progress.step("boot it for the first time");
    try (MachineNode machine =
        MachineNode.start(
            workshop.tools(),
            acceleration,
            PreparedNode.spec(node, result, releases.medium(), nothing.web()),
            progress::console)) {
      try {
        machine
            .recorder()
            .await(0, moment -> moment.kind() == Moment.Kind.LOGIN, "its login", BOOT);
        machine.waitForShell(SHELL);
        Proving.await(machine, node.installed().toString());
        for (Past past : node.past()) {
          live(past, new StoryNode(node, machine), progress);
        }
        progress.step("save it as it runs");
        machine.machine().saveSnapshot(PreparedNode.SNAPSHOT);
      } catch (IOException e) {
        throw new IOException(
            "Node "
                + node.name()
                + " did not become what the drill needs. "
                + e.getMessage()
                + "\nIts console's last lines:\n  "
                + String.join("\n  ", machine.screen()),
            e);
      }
    }
  }

  private static void live(Past past, StoryNode story, RunProgress progress)
      throws IOException, InterruptedException {
    switch (past) {
      case Past.Upgraded(Built to) -> {
        progress.step("upgrade it to " + to);
        story.mountMedium();
        story.change(
            "holdfast upgrade --from " + StoryNode.MEDIUM + " --version " + to.version(), to);
      }
      case Past.SentBack(Built to) -> {
        progress.step("send it back to " + to);
        story.change("holdfast revert", to);
      }
    }
  }
}
