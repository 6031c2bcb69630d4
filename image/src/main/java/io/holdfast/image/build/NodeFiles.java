package io.holdfast.image.build;

import io.holdfast.config.content.ContentChannels;
import io.holdfast.config.health.HealthChecks;
import io.holdfast.image.recipe.Recipe;
import io.holdfast.image.tools.Debootstrap;
import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what turns a base into a node: agent, units, settings, and the recipe's own. */
final class NodeFiles {
  private static final String UNITS = "usr/lib/systemd/system/";
  private static final List<String> AGENT_UNITS =
      List.of(
          "holdfast-agent.service",
          "holdfast-deadline.service",
          "holdfast-deadline.timer",
          "holdfast-queue.service",
          "holdfast-recovery.service");
  private static final List<String> RESOURCES =
      List.of(
          "bin/early",
          "bin/give-up",
          "bin/holdfast",
          "etc/journald.conf",
          "etc/sysctl.conf",
          "etc/systemd-manager.conf",
          "persistent",
          "units/holdfast-agent.service",
          "units/holdfast-deadline.service",
          "units/holdfast-deadline.timer",
          "units/holdfast-queue.service",
          "units/holdfast-recovery.service",
          "units/systemd-sysext.conf");
  private static final List<String> ENABLED_UNITS =
      List.of("holdfast-agent.service", "holdfast-deadline.timer", "holdfast-recovery.service");

  /**
   * Units that do on a verified system what the agent or the image does already, or what nothing
   * there needs: blessing a boot is the agent's alone, and so are the firmware's crash records.
   */
  private static final List<String> MASKED =
      List.of(
          "systemd-bless-boot.service",
          "systemd-pstore.service",
          "systemd-firstboot.service",
          "systemd-hwdb-update.service",
          "systemd-boot-random-seed.service",
          "dracut-shutdown.service",
          "e2scrub_reap.service",
          "e2scrub_all.timer",
          "apt-daily.timer",
          "apt-daily-upgrade.timer",
          "dpkg-db-backup.timer");

  private NodeFiles() {}

  /**
   * The resources as they are in this Holdfast, so that a change of one is a change of releases.
   */
  static String resources() {
    StringBuilder digests = new StringBuilder();
    for (String name : RESOURCES) {
      digests.append(name).append(' ').append(Digest.of(NodeResource.bytes(name))).append('\n');
    }
    return digests.toString();
  }

  /**
   * Gathers them.
   *
   * @param certificate in PEM, of whoever may sign extensions
   * @param packages unpacked, to be laid over the base before all else
   */
  static Additions gather(
      BaseTree base, ReleaseInputs inputs, String certificate, Path agent, List<Path> packages)
      throws IOException {
    Additions additions = new Additions(base.tree());
    PackageFiles.add(additions, base, packages);
    addAgent(additions, inputs, agent);
    addExtensions(additions, certificate);
    addSettings(additions, base, inputs.recipe());
    addRecipe(additions, base, inputs.recipe());
    return additions;
  }

  private static void addAgent(Additions additions, ReleaseInputs inputs, Path agent)
      throws IOException {
    String place = AgentRuntime.PLACE;
    additions.tree(place, agent);
    additions.file(place + "/early", NodeResource.bytes("bin/early"), 0755);
    additions.file(place + "/give-up", NodeResource.bytes("bin/give-up"), 0755);
    additions.file("usr/bin/holdfast", NodeResource.bytes("bin/holdfast"), 0755);
    for (String unit : AGENT_UNITS) {
      additions.file(UNITS + unit, NodeResource.bytes("units/" + unit), 0644);
    }
    for (String unit : ENABLED_UNITS) {
      String content = new String(NodeResource.bytes("units/" + unit), StandardCharsets.UTF_8);
      UnitInstall.enable(additions, unit, content);
    }
    for (Path key : inputs.trustedKeys()) {
      additions.file(place + "/trust/" + key.getFileName(), Files.readAllBytes(key), 0644);
    }
    Path root = inputs.root();
    if (root != null) {
      additions.file(place + "/trust/root.json", Files.readAllBytes(root), 0644);
    }
    Recipe recipe = inputs.recipe();
    Map<String, Object> release = new LinkedHashMap<>();
    release.put("format", 1);
    release.put("name", recipe.name().text());
    release.put("version", recipe.version().text());
    release.put("bakeSeconds", recipe.trial().bake().toSeconds());
    release.put("tries", recipe.trial().tries());
    release.put("builtAt", Debootstrap.SOURCE_DATE_EPOCH);
    additions.file(place + "/release.json", Json.write(release), 0644);
    additions.file(place + "/health.yaml", HealthChecks.toYaml(recipe.health()), 0644);
    additions.file(place + "/content.yaml", ContentChannels.toYaml(recipe.content()), 0644);
    String persistent =
        new String(NodeResource.bytes("persistent"), StandardCharsets.UTF_8)
            + String.join("", recipe.persistent().stream().map(path -> path + "\n").toList());
    additions.file(place + "/persistent", persistent, 0644);
  }

  /** systemd lays extensions over the system, signed ones alone, before any service starts. */
  private static void addExtensions(Additions additions, String certificate) throws IOException {
    additions.file("usr/lib/verity.d/holdfast.crt", certificate, 0644);
    additions.file(
        UNITS + "systemd-sysext.service.d/50-holdfast.conf",
        NodeResource.bytes("units/systemd-sysext.conf"),
        0644);
    UnitInstall.enable(additions, "systemd-sysext.service", "[Install]\nWantedBy=sysinit.target\n");
  }

  private static void addSettings(Additions additions, BaseTree base, Recipe recipe)
      throws IOException {
    additions.file(
        "usr/lib/systemd/system.conf.d/50-holdfast.conf",
        NodeResource.bytes("etc/systemd-manager.conf"),
        0644);
    additions.file(
        "usr/lib/systemd/journald.conf.d/50-holdfast.conf",
        NodeResource.bytes("etc/journald.conf"),
        0644);
    additions.file(
        "usr/lib/sysctl.d/50-holdfast.conf", NodeResource.bytes("etc/sysctl.conf"), 0644);
    for (String unit : MASKED) {
      UnitInstall.mask(additions, unit);
    }
    if (base.has("usr/sbin/sshd")) {
      // An image has no host keys, for they would be the same on every node; each makes its own.
      additions.file(
          UNITS + "ssh.service.d/50-holdfast.conf",
          "[Service]\nExecStartPre=\nExecStartPre=/usr/bin/ssh-keygen -A\n",
          0644);
    }
    additions.folder("oem", 0755);
    additions.folder("efi", 0755);
    additions.file("etc/machine-id", "", 0444);
    additions.file("etc/hostname", recipe.name() + "\n", 0644);
    // Equal times tell systemd that nothing below /usr is newer than what was made from it.
    additions.file("etc/.updated", "", 0644);
    additions.file("var/.updated", "", 0644);
    Path osRelease = base.tree().resolve("usr/lib/os-release");
    if (Files.isRegularFile(osRelease)) {
      additions.file(
          "usr/lib/os-release",
          Files.readString(osRelease).stripTrailing()
              + "\nIMAGE_ID="
              + recipe.name()
              + "\nIMAGE_VERSION="
              + recipe.version()
              + "\n",
          0644);
    }
  }

  private static void addRecipe(Additions additions, BaseTree base, Recipe recipe)
      throws IOException {
    for (Recipe.Unit unit : recipe.units()) {
      additions.file(UNITS + unit.name(), unit.content(), 0644);
      if (unit.enabled()) {
        UnitInstall.enable(additions, unit.name(), unit.content());
      }
    }
    for (String unit : recipe.enable()) {
      UnitInstall.enable(additions, base, unit);
    }
    for (String unit : recipe.mask()) {
      UnitInstall.mask(additions, unit);
    }
    for (Recipe.ImageFile file : recipe.files()) {
      additions.file(file.path(), file.content(), file.mode());
    }
    for (String path : recipe.persistent()) {
      String place = ImageTar.cleanPath(path);
      if (!additions.baseHasFolder(place)) {
        additions.folder(place, 0755);
      }
    }
  }
}
