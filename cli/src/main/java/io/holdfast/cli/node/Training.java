package io.holdfast.cli.node;

import io.holdfast.config.policy.Containment;
import io.holdfast.node.agent.Agent;
import io.holdfast.node.boot.EarlyStart;
import io.holdfast.node.content.Consumers;
import io.holdfast.node.health.Pace;
import io.holdfast.node.loader.LoaderVariables;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.status.NodeStatus;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Change;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.node.upgrade.UpgradeProgress;
import io.holdfast.node.withdrawal.BringNow;
import io.holdfast.node.withdrawal.Following;
import io.holdfast.node.withdrawal.Look;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.json.Json;
import io.holdfast.release.trust.KeyPlaceException;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.signing.RoleKeys;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Goes through what early starts, the daemon and a command do, on a made-up node in a temporary
 * folder, so that the archive of classes holds what their starts need: an installation, an upgrade
 * that commits, one whose boot dies and which is reverted, and a look at what is withdrawn. Run
 * when a release is built; it restarts nothing, for the daemon runs where no trial does.
 */
final class Training {
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  /** Where a question is asked, and no answer comes. */
  private static final String NOBODY = "http://127.0.0.1:1/";

  private final TrainingNode node;
  private final Path repository;

  private Training(TrainingNode node, Path repository) {
    this.node = node;
    this.repository = repository;
  }

  /**
   * Runs.
   *
   * @param folder an empty one, for the made-up node
   */
  static int run(Path folder) throws Exception {
    new Training(TrainingNode.below(folder.resolve("node")), folder.resolve("repository")).play();
    return NodeCommand.parse(new String[] {"--help"});
  }

  private void play() throws Exception {
    start(1);
    daemon();
    upgrade("1.1.0");
    start(2);
    commit();
    upgrade("1.2.0");
    start(3);
    // Its boot died, and the loader takes the last known good.
    start(2);
    NodeStatus status = NodeStatus.of(context());
    System.out.print(status.text() + Json.write(status.toJson()));
    look();
  }

  private static Following following(NodeContext context, String from) {
    return new Following(
        context,
        from,
        Containment.KEEP,
        new BringNow(context, UpgradeProgress.SILENT, false),
        UpgradeProgress.SILENT);
  }

  /** Of a repository in a folder, for nothing listens where an image is built. */
  private void look()
      throws IOException, KeyPlaceException, MetadataRefusedException, NotAdmittedException {
    NodeContext context = context();
    ReleaseRef older = node.release("1.0.0");
    RoleKeys keys = new RoleKeys(repository.resolveSibling("keys"), null);
    SignedRepository signed = new SignedRepository(repository, Instant.now());
    Path root = signed.init(keys, List.of(), Map.of());
    signed.withdraw(
        new Withdrawn(
            Withdrawn.Kind.RELEASE,
            older.name(),
            older.version(),
            older.manifest(),
            "It is only trained with.",
            "HF-0",
            Instant.now()),
        keys);
    Files.createDirectories(node.paths().trust());
    Files.copy(root, node.paths().trustedRoot());
    System.out.print(following(context, NOBODY).plan().lines());
    Look look = following(context, repository.toString()).plan();
    System.out.print(look.lines() + Json.write(look.toJson(false)));
    if (look.hearing() != Look.Hearing.HEARD) {
      throw new IOException("the training's repository was not believed: " + look.problem());
    }
  }

  private void start(int generation) throws IOException, InterruptedException {
    node.boot(generation);
    new EarlyStart(node.paths(), TrainingNode.MOUNTER).run();
  }

  /** One look of each check. */
  private void daemon() throws IOException {
    try {
      Agent.run(context(), new ShortRests(), Runnable::run);
    } catch (InterruptedException e) {
      // So its pace ends it.
    }
  }

  private void upgrade(String version) throws IOException, InterruptedException, RefusedException {
    NodeContext context = context();
    ReleaseRef release = node.release(version);
    context.store().update(state -> TrialMachine.beginWriting(state, release, context.booted()));
    context.store().update(state -> TrialMachine.slotWritten(state, release, Instant.now()));
    settle(context, context.store().update(state -> TrialMachine.arm(state, 1, DEADLINE)));
  }

  private void commit() throws IOException, InterruptedException, RefusedException {
    NodeContext context = context();
    settle(
        context,
        context
            .store()
            .update(state -> TrialMachine.bakeTimeHeld(state, context.booted(), Instant.now())));
  }

  private static void settle(NodeContext context, Change change)
      throws IOException, InterruptedException, RefusedException {
    context.steps().run(change, (number, generation, about) -> {});
  }

  private NodeContext context() throws IOException {
    Booted booted = LoaderVariables.of(node.paths()).booted();
    return NodeContext.of(node.paths(), TrainingNode.MOUNTER, booted, Consumers.NONE);
  }

  /** Time that stands still for as many rests as it takes until each check has run once. */
  private static final class ShortRests implements Pace {
    private static final int ENOUGH = 3;

    private int rests;

    @Override
    public Duration now() {
      return Duration.ofSeconds(1);
    }

    @Override
    public void rest(Duration most) throws InterruptedException {
      rests++;
      if (rests > ENOUGH) {
        throw new InterruptedException("the training has seen enough");
      }
    }

    @Override
    public void wake() {}

    @Override
    public Pace another() {
      return new ShortRests();
    }
  }
}
