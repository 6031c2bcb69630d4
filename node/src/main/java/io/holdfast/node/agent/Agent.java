package io.holdfast.node.agent;

import io.holdfast.config.apply.Machine;
import io.holdfast.config.apply.RootedMachine;
import io.holdfast.config.apply.StagePlan;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.cloud.Stage;
import io.holdfast.config.health.HealthChecks;
import io.holdfast.config.source.Origin;
import io.holdfast.config.source.datasource.Datasources;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.host.DurableFile;
import io.holdfast.node.configuration.FetchedFiles;
import io.holdfast.node.configuration.NodeConfiguration;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.disk.ReleaseSettings;
import io.holdfast.node.extension.Extensions;
import io.holdfast.node.extension.ExtensionsCheck;
import io.holdfast.node.health.AgentCheck;
import io.holdfast.node.health.Check;
import io.holdfast.node.health.ClockCheck;
import io.holdfast.node.health.CommandCheck;
import io.holdfast.node.health.DeclaredChecks;
import io.holdfast.node.health.DisksCheck;
import io.holdfast.node.health.GreenbootFolders;
import io.holdfast.node.health.HealthRounds;
import io.holdfast.node.health.Heartbeat;
import io.holdfast.node.health.Pace;
import io.holdfast.node.health.RootCheck;
import io.holdfast.node.health.UnitsCheck;
import io.holdfast.node.policy.TrustCheck;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.stage.RecordedStep;
import io.holdfast.node.stage.RequiredStepsCheck;
import io.holdfast.node.stage.Stages;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.upgrade.RecoveryRenewal;
import io.holdfast.node.upgrade.UpgradeProgress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The daemon of a node: one loop of health checks, for as long as the machine runs. */
public final class Agent {
  /** The loop of rounds turns at least this often, or the agent itself is not well. */
  private static final Duration HEARTBEAT = Duration.ofMinutes(2);

  private Agent() {}

  /** Runs on this machine until it stops, or a revert asks for a restart. */
  public static void run() throws IOException, InterruptedException {
    run(
        NodeContext.ofThisNode(),
        Pace.ofThisMachine(),
        task -> Thread.ofPlatform().daemon().name("check").start(task));
  }

  /**
   * Runs on a node until this thread is interrupted.
   *
   * @param workers runs each check
   */
  public static void run(NodeContext node, Pace pace, Executor workers)
      throws IOException, InterruptedException {
    ReleaseSettings settings = ReleaseSettings.read(node.paths());
    CloudConfig config = applyLateStages(node.paths());
    workers.execute(() -> tidyIfIdle(node));
    Heartbeat heartbeat = new Heartbeat(pace.now());
    Judge judge = new Judge(node, heartbeat, pace);
    // A committed generation is watched, too; what its checks say is shown and changes nothing.
    List<Check> checks = checks(node, settings, heartbeat, pace);
    DeclaredChecks declared = DeclaredChecks.besides(checks, config.node().health());
    checks.addAll(declared.checks());
    tell(node.paths(), declared.problems());
    HealthRounds rounds = new HealthRounds(checks, settings.bake(), pace, workers, judge);
    TrialsInPlace contents = new TrialsInPlace(node, checks, pace::another, workers);
    beginToFollow(node);
    Thread content = Thread.ofPlatform().daemon().name("content").start(() -> see(contents));
    try {
      rounds.run();
    } finally {
      content.interrupt();
    }
  }

  /** Nothing that the agent does else depends on it. */
  private static void beginToFollow(NodeContext node) {
    try {
      WithdrawnWatch.begin(node);
    } catch (IOException e) {
      System.out.println("what is withdrawn is not looked at: " + e.getMessage());
    }
  }

  private static void see(TrialsInPlace contents) {
    try {
      contents.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the early start leaves to the daemon at an ordinary boot, and what a death cut short. */
  private static void tidyIfIdle(NodeContext node) {
    try {
      if (node.store().read().trial() instanceof Trial.Idle) {
        node.loader().reconcile();
        ReleaseRef renewed = new RecoveryRenewal(node, UpgradeProgress.SILENT).finish();
        if (renewed != null) {
          Console.tell(node, "recovery holds " + renewed + " now");
        }
      }
    } catch (IOException | RefusedException e) {
      Console.tell(node, "the loader's entries or recovery are not mended: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Check> checks(
      NodeContext node, ReleaseSettings settings, Heartbeat heartbeat, Pace pace)
      throws IOException {
    NodePaths paths = node.paths();
    List<Check> checks = new ArrayList<>();
    checks.add(UnitsCheck.of(Set.of(), Set.of("holdfast-agent.service")));
    checks.add(new AgentCheck(heartbeat, HEARTBEAT, pace));
    checks.add(DisksCheck.of(paths.written()));
    checks.add(new ClockCheck(settings.built(), InstantSource.system()));
    checks.add(RootCheck.ofThisMachine());
    Generation running = node.store().read().running(node.booted());
    if (running != null && !running.extensions().isEmpty()) {
      checks.add(new ExtensionsCheck(new Extensions(paths), running.extensions()));
    }
    if (TrustCheck.isNeeded(paths)) {
      checks.add(new TrustCheck(paths));
    }
    Stages stages = new Stages(paths);
    if (stages.recorded().stream().anyMatch(RecordedStep::required)) {
      checks.add(new RequiredStepsCheck(stages));
    }
    Path declared = paths.image().resolve("health.yaml");
    if (Files.isRegularFile(declared)) {
      try {
        HealthChecks.parse(declared.toString(), Files.readString(declared))
            .forEach(check -> checks.add(CommandCheck.of(check)));
      } catch (ConfigException e) {
        throw new IOException("The release's health checks cannot be read: " + e.getMessage(), e);
      }
    }
    checks.addAll(GreenbootFolders.read(GreenbootFolders.PLACES, GreenbootFolders.SETTINGS));
    return checks;
  }

  /** For {@code holdfast status}; what an earlier start of the agent found is not told again. */
  private static void tell(NodePaths paths, List<String> problems) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String problem : problems) {
      System.out.println("configuration: " + problem);
      lines.append("configuration: ").append(problem).append('\n');
    }
    DurableFile.replace(paths.agentProblems(), lines.toString());
  }

  private static CloudConfig applyLateStages(NodePaths paths)
      throws IOException, InterruptedException {
    try {
      return applyStages(paths);
    } finally {
      Files.write(paths.configuredMark(), new byte[0]);
    }
  }

  /** Empty if it cannot be read. */
  private static CloudConfig applyStages(NodePaths paths) throws IOException, InterruptedException {
    try {
      NodeConfiguration read = NodeConfiguration.inEffect(paths);
      CloudConfig config = read.config();
      RootedMachine machine = RootedMachine.withoutNetwork(paths.root());
      new Stages(paths)
          .run(
              config,
              List.of(Stage.FS, Stage.BOOT, Stage.NETWORK),
              machine,
              failed -> System.out.println("configuration: " + failed));
      beginFetching(paths, config, read.address());
      return config;
    } catch (ConfigException e) {
      System.out.println("configuration not applied: " + e.getMessage());
      return CloudConfig.EMPTY;
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    }
  }

  /** What needs a network. Nothing waits for it. */
  private static void beginFetching(NodePaths paths, CloudConfig config, @Nullable String address)
      throws IOException {
    new Fetching(StagePlan.keysToFetch(config), new RootedMachine(paths.root()), Fetching.A_DAY)
        .begin();
    StagePlan asking = StagePlan.of(config, Stage.NETWORK).asking();
    if (!asking.steps().isEmpty()) {
      Machine asks =
          new AskingMachine(
              new RootedMachine(paths.root()),
              paths.root(),
              Datasources.ofThisMachine()::ask,
              new FetchedFiles(paths, Origin.DATASOURCE));
      new Fetching(asking, asks, Fetching.A_WHILE).begin();
    }
    if (address != null) {
      AddressFetching.of(address, paths.root(), new FetchedFiles(paths, Origin.ADDRESS)).begin();
    }
  }
}
