package io.holdfast.node.agent;

import io.holdfast.config.content.ContentChannel;
import io.holdfast.config.health.HealthCheck;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.host.DurableFile;
import io.holdfast.node.content.Consumers;
import io.holdfast.node.content.ContentLinks;
import io.holdfast.node.content.ContentStore;
import io.holdfast.node.content.NodeChannels;
import io.holdfast.node.disk.ReleaseSettings;
import io.holdfast.node.evidence.BootId;
import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.health.Check;
import io.holdfast.node.health.CheckState;
import io.holdfast.node.health.CommandCheck;
import io.holdfast.node.health.HealthListener;
import io.holdfast.node.health.HealthRounds;
import io.holdfast.node.health.HealthSnapshot;
import io.holdfast.node.health.Pace;
import io.holdfast.node.health.Verdict;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.state.StateChanges;
import io.holdfast.node.trial.Change;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.TrialMachine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Sees what is on trial beside the last known good through: switches to content that is armed,
 * watches it, or the configuration or the extensions that this boot began with, and commits it or
 * takes it back. In between it has what waits taken. One thread calls {@link #run}, and sleeps
 * nearly always.
 */
final class TrialsInPlace {
  /** Even a lost word of a change delays nothing for longer. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private final NodeContext node;
  private final List<Check> base;
  private final Supplier<Pace> paces;
  private final Executor workers;

  /**
   * Those of a node.
   *
   * @param base the checks that every trial stands or falls with
   * @param paces makes one for each trial
   * @param workers runs each check
   */
  TrialsInPlace(NodeContext node, List<Check> base, Supplier<Pace> paces, Executor workers) {
    this.node = node;
    this.base = List.copyOf(base);
    this.paces = paces;
    this.workers = workers;
  }

  /** Goes on until this thread is interrupted. */
  void run() throws InterruptedException {
    QueueWatch queue = new QueueWatch(node);
    try (StateChanges changes = new StateChanges(node.paths().node())) {
      while (true) {
        look();
        queue.look();
        changes.await(LOOK_AGAIN);
      }
    } catch (IOException e) {
      Console.tell(node, "content cannot be changed: " + e.getMessage());
    }
  }

  /** Does what the state asks for, until it asks for nothing. */
  void look() throws InterruptedException {
    try {
      NodeState state = node.store().read();
      if (!state.isTrialInPlace()) {
        return;
      }
      switch (state.trial()) {
        case Trial.Armed _ -> {
          // What takes effect at a start is switched to by the early start, and by nobody else.
          if (!state.isTrialFromStart()) {
            begin();
          }
        }
        case Trial.Trying trying -> {
          if (trying.bootId().equals(BootId.current().hex())) {
            watch(trying.generation());
          }
        }
        case Trial.Reverting _ -> finish(state);
        case Trial.Idle _, Trial.Staged _ -> {}
      }
    } catch (IOException | RefusedException | ConfigException e) {
      Console.tell(node, "content: " + e.getMessage());
    }
  }

  private void begin() throws IOException, InterruptedException, RefusedException, ConfigException {
    String bootId = BootId.current().hex();
    Change begun =
        node.store().update(state -> TrialMachine.switchBegun(state, node.booted(), bootId));
    Generation generation = begun.state().onTrial();
    if (generation == null) {
      throw new IllegalStateException("what is switched to is on trial");
    }
    Console.tell(node, "switching to " + generation);
    try {
      node.steps().run(begun, (number, failed, about) -> {});
    } catch (IOException e) {
      // The consumer could not take it up, or the files are not there: that is a failed check.
      takeBack(
          new Verdict.FailedForGood(
              "content", culprit(generation), String.valueOf(e.getMessage())));
      return;
    }
    watch(generation);
  }

  private static Culprit culprit(Generation generation) {
    return new Culprit(Culprit.Kind.CONTENT, generation.contents().toString());
  }

  private void watch(Generation generation)
      throws IOException, InterruptedException, RefusedException, ConfigException {
    List<ContentChannel> changed = changed(generation);
    // Its own checks first: they are the quickest to say that it is no good.
    List<Check> checks = new ArrayList<>();
    Duration bake =
        node.store().read().isTrialFromStart()
            ? ReleaseSettings.read(node.paths()).bake()
            : Duration.ofSeconds(1);
    for (ContentChannel channel : changed) {
      bake = channel.bake().compareTo(bake) > 0 ? channel.bake() : bake;
      channel.health().forEach(check -> checks.add(CommandCheck.of(named(channel, check))));
    }
    checks.addAll(base);
    HealthRounds rounds = new HealthRounds(checks, bake, paces.get(), workers, new Telling());
    switch (rounds.untilDecided()) {
      case Verdict.Held _ -> commit();
      case Verdict.FailedForGood failed -> takeBack(failed);
      case Verdict.Undecided _ -> throw new IllegalStateException("asked until it is decided");
    }
  }

  /** Channels whose content is not that of the last known good. */
  private List<ContentChannel> changed(Generation generation) throws IOException, ConfigException {
    Generation good = node.store().read().lastKnownGoodGeneration();
    Set<String> names = new HashSet<>();
    generation.contentsNotIn(good).forEach(content -> names.add(content.channel().text()));
    good.contentsNotIn(generation).forEach(content -> names.add(content.channel().text()));
    return NodeChannels.of(node.paths()).stream()
        .filter(channel -> names.contains(channel.name()))
        .toList();
  }

  /** No name of the release's own checks has a channel before it. */
  private static HealthCheck named(ContentChannel channel, HealthCheck check) {
    String name = channel.name() + "." + check.name();
    return new HealthCheck(
        name.substring(0, Math.min(name.length(), HealthCheck.MAX_NAME)),
        check.level(),
        check.command(),
        check.limit(),
        check.retries(),
        check.interval());
  }

  private void commit() throws IOException, InterruptedException, RefusedException {
    NodeState trial = node.store().read();
    boolean fromStart = trial.isTrialFromStart();
    Console.tell(node, "committing " + kindOf(trial));
    Change change =
        node.store()
            .update(state -> TrialMachine.bakeTimeHeld(state, node.booted(), Instant.now()));
    node.steps().run(change, (number, generation, about) -> {});
    if (fromStart) {
      DurableFile.replace(node.paths().committedMark(), "");
    }
    Console.tell(node, "generation committed");
    forget(change.state());
  }

  private static String kindOf(NodeState state) {
    if (state.isConfigurationOnTrial()) {
      return "configuration";
    }
    return state.isTrialFromStart() ? "extensions" : "content";
  }

  /** Takes back what is on trial. */
  private void takeBack(Verdict.FailedForGood failed)
      throws IOException, InterruptedException, RefusedException {
    Console.tell(node, "required health check " + failed.check() + " failed; reverting");
    Change change =
        node.store()
            .update(
                state ->
                    TrialMachine.requiredCheckFailed(
                        state, node.booted(), failed.check(), failed.output()));
    NodeState judged = node.store().read();
    boolean restart =
        node.steps()
            .run(
                change,
                (number, generation, about) ->
                    FailedTrial.keep(node, judged, failed, number, about));
    Console.tell(node, restart ? "restarting with what was before" : "content reverted");
    forget(node.store().read());
    if (restart) {
      Judge.restartAtOnce(node);
    }
  }

  /** What an agent that died in the middle left to be done. */
  private void finish(NodeState state) throws IOException, InterruptedException, RefusedException {
    if (state.trial() instanceof Trial.Reverting reverting) {
      boolean restart =
          node.steps()
              .run(
                  TrialMachine.revertResumed(state, reverting, node.booted()),
                  (number, generation, about) -> {});
      if (restart) {
        Judge.restartAtOnce(node);
      }
    }
  }

  private void forget(NodeState state) {
    try {
      new ContentLinks(new ContentStore(node.paths()), Consumers.NONE)
          .forget(NodeChannels.of(node.paths()), state);
    } catch (IOException | ConfigException e) {
      // Only room is lost; the next trial's end tries again.
      Console.tell(node, "old content cannot be removed: " + e.getMessage());
    }
  }

  /** Says on the console what the checks say; the base's own rounds keep the file. */
  private static final class Telling implements HealthListener {
    @Override
    public void checkChanged(String check, CheckState before, CheckState now) {
      System.out.println("content trial: health check " + check + ": " + now);
    }

    @Override
    public void decided(Verdict verdict) {}

    @Override
    public void roundEnded(HealthSnapshot snapshot) {}
  }
}
