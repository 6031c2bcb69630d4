package io.holdfast.lab.drill.prepare;

import io.holdfast.host.Progress;
import io.holdfast.image.cache.Fingerprint;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.lab.drill.act.July2024;
import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.node.MachineNode;
import io.holdfast.lab.machine.Acceleration;
import io.holdfast.lab.machine.FirmwareVariables;
import io.holdfast.lab.machine.MachineSpec;
import io.holdfast.lab.machine.serial.ControlShell;
import io.holdfast.release.Digest;
import io.holdfast.release.manifest.ReleaseName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Installs, boots and saves a healthy node.
 *
 * @param workshop with what
 * @param keys which the node trusts
 * @param acceleration under which its machine runs, and only can go on
 * @param firmware with Secure Boot, it takes the keys at the node's first start
 * @param progress hears each step
 * @param console hears each line of its console
 */
record HealthyNodeMaker(
    Workshop workshop,
    KeyFolder keys,
    Acceleration acceleration,
    MachineSpec.Firmware firmware,
    Progress progress,
    Consumer<String> console) {
  private static final int VERSION = 2;

  /** Emulated and on a busy host, a boot takes two minutes. */
  private static final Duration BOOT = Duration.ofMinutes(8);

  private static final Duration COMMAND = Duration.ofMinutes(2);

  /** What the drill counts as user data: some megabytes of which every byte counts. */
  private static final String MAKE_DATA =
      """
      set -e
      head -c 4M /dev/urandom >%1$s
      chown ops: %1$s
      mkdir -p /run/repo
      mount -t erofs -o ro /dev/disk/by-id/virtio-disk1 /run/repo
      sync
      sha256sum %1$s | cut -d' ' -f1
      """
          .formatted(HealthyNode.dataFile());

  HealthyNode prepare(DrillReleases releases) throws IOException, InterruptedException {
    Digest key =
        new Fingerprint("drill-node", VERSION)
            .add("releases", releases.key())
            .add("configuration", DrillResource.text("node.yaml"))
            .add("machine", CodeFingerprint.ofRoom(HealthyNodeMaker.class))
            .add("acceleration", acceleration.name())
            .add("firmware", firmware.name())
            .digest();
    Path folder = workshop.cache().step("drill-node", key, result -> make(releases, result));
    return new HealthyNode(folder, releases.disk(), firmware);
  }

  private void make(DrillReleases releases, Path result) throws IOException, InterruptedException {
    Path raw = result.resolve("disk.raw");
    progress.step("install " + July2024.RELEASE + " " + July2024.INSTALLED + " on an empty disk");
    new FirstInstall(
            releases.repository(),
            new ReleaseName(July2024.RELEASE),
            July2024.INSTALLED,
            DrillResource.text("node.yaml"))
        .into(raw, keys, firmware == MachineSpec.Firmware.SECURE_BOOT, workshop, progress);
    progress.step("make the disk fit for snapshots");
    SnapshotDisk.of(raw, result.resolve(HealthyNode.DISK), workshop);
    FirmwareVariables.create(workshop.tools(), result.resolve(HealthyNode.VARIABLES));
    bootAndSave(releases, result);
  }

  private void bootAndSave(DrillReleases releases, Path result)
      throws IOException, InterruptedException {
    progress.step("boot it for the first time");
    try (MachineNode node =
        MachineNode.start(
            workshop.tools(),
            acceleration,
            HealthyNode.spec("healthy", result, releases.disk(), firmware),
            console)) {
      try {
        node.recorder().await(0, moment -> moment.kind() == Moment.Kind.LOGIN, "its login", BOOT);
        node.waitForShell(COMMAND);
        progress.step("wait until it is proven");
        Proving.await(node, "");
        progress.step("give it user data");
        ControlShell.Result data = node.run(MAKE_DATA, COMMAND);
        if (!data.succeeded()) {
          throw new IOException("It cannot be given user data: " + data.output().strip());
        }
        HealthyNode.noteData(result, data.output().strip());
        deliverRules(node);
        progress.step("save it as it runs");
        node.machine().saveSnapshot(HealthyNode.SNAPSHOT);
      } catch (IOException e) {
        throw new IOException(
            "The drill's node did not become healthy. "
                + e.getMessage()
                + "\nIts console's last lines:\n  "
                + String.join("\n  ", node.screen()),
            e);
      }
    }
  }

  private void deliverRules(MachineNode node) throws IOException, InterruptedException {
    progress.step("give it the first content, and wait until it has committed");
    ControlShell.Result result =
        node.run(
            "holdfast content apply "
                + July2024.CHANNEL
                + " --from /run/repo --version "
                + July2024.RULES,
            Proving.LIMIT);
    if (!result.succeeded()) {
      throw new IOException("It does not take its content: " + result.output().strip());
    }
  }
}
