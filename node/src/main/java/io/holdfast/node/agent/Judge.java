package io.holdfast.node.agent;

import io.holdfast.host.Command;
import io.holdfast.host.DurableFile;
import io.holdfast.node.evidence.BootId;
import io.holdfast.node.health.CheckState;
import io.holdfast.node.health.HealthFile;
import io.holdfast.node.health.HealthListener;
import io.holdfast.node.health.HealthSnapshot;
import io.holdfast.node.health.Heartbeat;
import io.holdfast.node.health.Pace;
import io.holdfast.node.health.Verdict;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.BadEnds;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Change;
import io.holdfast.node.trial.CrashLoop;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.TrialMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Turns what the health checks say into commit or revert. Called by one loop. */
final class Judge implements HealthListener {
  private static final Duration RESTART_LIMIT = Duration.ofMinutes(2);

  private final NodeContext node;
  private final Heartbeat heartbeat;
  private final Pace pace;
  private boolean healthyOnce;
  private boolean lived;
  private boolean forgiven;

  Judge(NodeContext node, Heartbeat heartbeat, Pace pace) {
    this.node = node;
    this.heartbeat = heartbeat;
    this.pace = pace;
  }

  @Override
  public void checkChanged(String check, CheckState before, CheckState now) {
    System.out.println("health check " + check + ": " + now);
  }

  @Override
  public void decided(Verdict verdict) {
    try {
      if (onTrial()) {
        switch (verdict) {
          case Verdict.Held _ -> commit();
          case Verdict.FailedForGood failed -> revert(failed);
          case Verdict.Undecided _ -> {}
        }
      }
    } catch (IOException e) {
      // Not committed and not reverted: the agent ends, and its unit's failure ends the trial.
      throw new IllegalStateException("The trial could not be ended: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void roundEnded(HealthSnapshot snapshot) {
    heartbeat.beat(pace.now());
    try {
      HealthFile.write(node.paths().health(), snapshot);
      noteLife(snapshot);
      if (!healthyOnce && snapshot.healthy()) {
        healthyOnce = true;
        bootedWell(snapshot.at());
      }
    } catch (IOException | RefusedException e) {
      System.out.println("cannot note the health: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long a boot has to live to be no sign of a crash loop. */
  private void noteLife(HealthSnapshot snapshot) throws IOException, RefusedException {
    if (!lived && (snapshot.healthy() || snapshot.at().compareTo(BadEnds.LONG_ENOUGH) >= 0)) {
      DurableFile.replace(node.paths().livedMark(), BootId.current().hex());
      lived = true;
    }
    if (!forgiven && snapshot.at().compareTo(BadEnds.FORGIVEN_AFTER) >= 0) {
      node.store().update(CrashLoop::ranLong);
      forgiven = true;
    }
  }

  private boolean onTrial() throws IOException {
    NodeState state = node.store().read();
    return state.trial() instanceof Trial.Trying(Generation trial, int _, Duration _, String _)
        && !state.isTrialInPlace()
        && node.booted().equals(new Booted.ByEntry(trial.entry()));
  }

  /** The boot itself is over and good: from here on the checks judge, not the deadline. */
  private void bootedWell(Duration took)
      throws IOException, InterruptedException, RefusedException {
    if (Files.exists(node.paths().trialMark())) {
      mark(node.paths().bootedWellMark());
      Command.of("systemctl", "stop", "holdfast-deadline.timer").run();
    }
    node.store().update(state -> TrialMachine.healthyBootMeasured(state, node.booted(), took));
  }

  private void commit() throws IOException, InterruptedException {
    Console.tell(node, "committing");
    try {
      Change change =
          node.store()
              .update(state -> TrialMachine.bakeTimeHeld(state, node.booted(), Instant.now()));
      // The state says so already; a death from here on is repaired by the old generation's start.
      Console.tell(node, "committed; settling the loader");
      node.steps().run(change, (number, generation, about) -> {});
      mark(node.paths().committedMark());
      Console.tell(node, "generation committed");
    } catch (RefusedException e) {
      System.out.println("not committed: " + e.getMessage());
    }
  }

  private void revert(Verdict.FailedForGood failed) throws IOException, InterruptedException {
    Console.tell(node, "required health check " + failed.check() + " failed; reverting");
    NodeState before = node.store().read();
    try {
      Change change =
          node.store()
              .update(
                  state ->
                      TrialMachine.requiredCheckFailed(
                          state, node.booted(), failed.check(), failed.output()));
      boolean restart =
          node.steps()
              .run(
                  change,
                  (number, generation, about) ->
                      FailedTrial.keep(node, before, failed, number, about));
      if (restart) {
        restartAtOnce(node);
      }
    } catch (RefusedException e) {
      System.out.println("not reverted: " + e.getMessage());
    }
  }

  /** Nothing that has failed needs an orderly stop; the last known good is waiting. */
  static void restartAtOnce(NodeContext node) throws IOException, InterruptedException {
    // Meant, so no sign of a crash loop.
    DurableFile.replace(node.paths().livedMark(), BootId.current().hex());
    Command.of("systemctl", "reboot", "--force").within(RESTART_LIMIT).check();
  }

  private static void mark(Path file) throws IOException {
    DurableFile.replace(file, "");
  }
}
