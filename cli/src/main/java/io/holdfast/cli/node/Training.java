package io.holdfast.cli.node;

import io.holdfast.config.apply.StagePlan;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.cloud.Stage;
import io.holdfast.config.health.HealthChecks;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.trial.Boot;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.DesiredEntries;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.PreviousEnd;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Goes through what an early start, the daemon and a command do, on a made-up node in a temporary
 * folder, so that the archive of classes holds what their starts need. Run when a release is built;
 * what it does never varies, or two builds would differ.
 */
final class Training {
  private Training() {}

  static int run() throws IOException, ConfigException, RefusedException {
    Path folder = Files.createTempDirectory("holdfast-training");
    trainState(folder);
    trainConfig();
    trainClasses();
    return NodeCommand.parse(new String[] {"--help"});
  }

  private static void trainState(Path folder) throws IOException, RefusedException {
    StateStore store = new StateStore(folder);
    ReleaseRef release =
        new ReleaseRef("training", new Version("1.0.0"), Digest.of(new byte[0]), "0".repeat(64));
    Instant now = Instant.EPOCH;
    store.create(NodeState.installed(release, new SlotContent.Empty(), now));
    Boot boot =
        new Boot(
            new Booted.InGeneration(1),
            "0".repeat(32),
            Map.of(),
            new PreviousEnd.Unexplained(),
            Boot.UNKNOWN);
    store.update(state -> TrialMachine.bootObserved(state, boot, now));
    store.update(
        state ->
            TrialMachine.healthyBootMeasured(
                state, new Booted.InGeneration(1), Duration.ofSeconds(30)));
    DesiredEntries.of(store.read());
  }

  private static void trainConfig() throws ConfigException {
    CloudConfig config =
        CloudConfig.parse(
            "training.yaml",
            """
            #cloud-config
            hostname: training
            install: {bind_mounts: [/var/lib/training]}
            users:
              - name: ops
                groups: [sudo]
                ssh_authorized_keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ9e0000000000000000000000000000000000000000 t"]
            stages:
              boot:
                - commands: ["true"]
            """);
    for (Stage stage : Stage.values()) {
      StagePlan.of(config, stage);
    }
    HealthChecks.parse("health.yaml", HealthChecks.toYaml(java.util.List.of()));
  }

  /** Those whose methods would touch the machine are only loaded. */
  private static void trainClasses() {
    for (String name :
        new String[] {
          "io.holdfast.node.agent.Agent",
          "io.holdfast.node.agent.Judge",
          "io.holdfast.node.boot.EarlyStart",
          "io.holdfast.node.boot.Traces",
          "io.holdfast.node.boot.FailedBoot",
          "io.holdfast.node.evidence.MachineTraces",
          "io.holdfast.node.evidence.EvidenceFolder",
          "io.holdfast.node.health.HealthRounds",
          "io.holdfast.node.health.HealthFile",
          "io.holdfast.node.health.UnitsCheck",
          "io.holdfast.node.health.DisksCheck",
          "io.holdfast.node.health.CommandCheck",
          "io.holdfast.node.health.RootCheck",
          "io.holdfast.node.health.GreenbootFolders",
          "io.holdfast.node.loader.Loader",
          "io.holdfast.node.loader.EspFolder",
          "io.holdfast.node.loader.BootedFile",
          "io.holdfast.node.settle.NodeContext",
          "io.holdfast.node.settle.Steps",
          "io.holdfast.node.status.NodeStatus",
          "io.holdfast.host.Command",
        }) {
      try {
        Class.forName(name);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("Training names a class that is gone: " + name, e);
      }
    }
  }
}
