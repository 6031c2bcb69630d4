package io.holdfast.node.disk;

import io.holdfast.release.layout.DiskLayout;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the node keeps things, below a root that is / but in tests. The initrd's script and the
 * units know some of these names, too.
 *
 * @param root of the file system
 */
public record NodePaths(Path root) {
  /** Those of the running node. */
  public static final NodePaths OF_THIS_NODE = new NodePaths(Path.of("/"));

  /** The configuration, and the node's own folder in it. */
  public Path oem() {
    return root.resolve("oem");
  }

  /** The configuration that is part of the release; it counts less than any other. */
  public Path imageConfiguration() {
    return root.resolve("system/oem");
  }

  /** What this boot's kernel was started with. */
  public Path kernelCommandLine() {
    return root.resolve("proc/cmdline");
  }

  /** Where configurations are put, in the order of their precedence. */
  public List<Path> configurations() {
    return List.of(oem(), root.resolve("usr/local/cloud-config"));
  }

  /** The configuration that is in effect in this boot, as the early start chose it. */
  public List<Path> configurationInEffect() {
    Path chosen = run().resolve("configuration");
    return List.of(chosen.resolve("0"), chosen.resolve("1"));
  }

  /** Configurations that are held, each by its digest. */
  public Path heldConfigurations() {
    return node().resolve("configurations");
  }

  /** Which signed configurations were delivered, by the digest that a generation has of them. */
  public Path deliveredConfigurations() {
    return node().resolve("configurations.delivered");
  }

  /** Folders on which a node writes for good. */
  public List<Path> written() {
    return List.of(oem(), root.resolve("usr/local"));
  }

  /** The journal that outlives a boot. */
  public Path journal() {
    return root.resolve("var/log/journal");
  }

  /** What the kernel says of the machine (sysfs). */
  public Path sys() {
    return root.resolve("sys");
  }

  /** Files of devices. */
  public Path dev() {
    return root.resolve("dev");
  }

  /** State, marks and evidence; outlives releases. */
  public Path node() {
    return oem().resolve(DiskLayout.NODE_FOLDER);
  }

  /** What the installer says it installed; gone after the first start. */
  public Path installed() {
    return node().resolve(DiskLayout.INSTALLED_FILE);
  }

  /** Signed manifests of what the slots hold, by digest. */
  public Path manifests() {
    return node().resolve(DiskLayout.MANIFEST_FOLDER);
  }

  /** What the configuration adds to the folders that persist; the initrd reads it. */
  public Path addedPersistent() {
    return node().resolve("persistent");
  }

  /** There when the node is to be reset; the initrd does it and removes this. */
  public Path resetMark() {
    return node().resolve("reset");
  }

  /** Evidence of failed trials. */
  public Path evidence() {
    return node().resolve("evidence");
  }

  /** What a boot that may die leaves for the next. */
  public Path marks() {
    return node().resolve("marks");
  }

  /** Which boot lived long enough, or went down in order, to be no sign of a crash loop. */
  public Path livedMark() {
    return marks().resolve("lived");
  }

  /** How long a trial's boot may take, in whole seconds; the initrd reads it. */
  public Path deadline() {
    return node().resolve("deadline");
  }

  /** A kernel image on its way, before it goes onto the small partition that starts the machine. */
  public Path kernelStage() {
    return content().resolveSibling("kernel.efi");
  }

  /** Held by whoever writes recovery. */
  public Path recoveryLock() {
    return node().resolve("recovery.lock");
  }

  /** Versions of content, by channel. */
  public Path content() {
    return root.resolve("usr/local/.state/holdfast/content");
  }

  /** Where systemd-sysext finds the extensions of this boot. */
  public Path extensions() {
    return root.resolve("run/extensions");
  }

  /** What is true of this boot only. */
  public Path run() {
    return root.resolve("run/holdfast");
  }

  /** Which generation was booted, as the early start found it. */
  public Path booted() {
    return run().resolve("booted.json");
  }

  /** The newest look at all health checks. */
  public Path health() {
    return run().resolve("health.json");
  }

  /** There when this boot is a trial's. */
  public Path trialMark() {
    return run().resolve("trial");
  }

  /** There once a trial's boot has reached health: its deadline no longer counts. */
  public Path bootedWellMark() {
    return run().resolve("booted-well");
  }

  /** There once the trial of this boot is committed. */
  public Path committedMark() {
    return run().resolve("committed");
  }

  /** The folders that persist in this boot, a path a line; not there if none does. */
  public Path persistent() {
    return run().resolve("persistent");
  }

  /** What became of the configuration's steps, a line each. */
  public Path steps() {
    return run().resolve("steps");
  }

  /** There once every stage of this boot that needs no network was run, whatever came of it. */
  public Path configuredMark() {
    return run().resolve("configured");
  }

  /** What went wrong early, a line each. */
  public Path problems() {
    return run().resolve("problems");
  }

  /** What the operator decided, as the configuration in effect declares it. */
  public Path policy() {
    return node().resolve("policy.json");
  }

  /** Where a medium is mounted that was plugged in for a repair. */
  public Path medium() {
    return run().resolve("medium");
  }

  /** The network interfaces that were taken down in this boot, a line each. */
  public Path networkStopped() {
    return run().resolve("network-stopped");
  }

  /** Why the newest look at what is withdrawn did not do all; not there if it did. */
  public Path followProblem() {
    return run().resolve("follow-problem");
  }

  /** A restart is due once a window is open, and for what. */
  public Path restartDue() {
    return run().resolve("restart-due");
  }

  /** What the agent found wrong when it started last, a line each. */
  public Path agentProblems() {
    return run().resolve("problems.agent");
  }

  /** Why what a {@code config_url} names is not taken; not there if it is, or was not had yet. */
  public Path addressProblem() {
    return run().resolve("address-problem");
  }

  /** The agent and what the release says of itself. */
  public Path image() {
    return root.resolve("usr/lib/holdfast");
  }

  /** Keys whose owners may sign releases. */
  public Path trust() {
    return image().resolve("trust");
  }

  /** The root metadata of the repository that this release trusts; not there if it names none. */
  public Path trustedRoot() {
    return trust().resolve("root.json");
  }

  /** The repository's metadata as it was last believed. */
  public Path knownMetadata() {
    return node().resolve("metadata");
  }

  /** What it said must not run; counts until something newer is seen. */
  public Path statements() {
    return node().resolve("statements.json");
  }

  /** What makes this node known for itself; root alone reads it. */
  public Path identity() {
    return node().resolve("identity");
  }

  /** The private key by which its statements are known. */
  public Path nodeKey() {
    return identity().resolve("statement.key");
  }

  /** There as long as a person wants a channel to stay as it is. */
  public Path hold(String channel) {
    return node().resolve("hold").resolve(channel);
  }
}
