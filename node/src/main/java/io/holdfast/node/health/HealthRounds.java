package io.holdfast.node.health;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.node.evidence.Culprit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs checks, each at its own interval, and keeps the {@link Assessment} of them. One thread calls
 * {@link #run}, and sleeps nearly always; each run of a check has a worker of its own for as long
 * as it takes, so that a slow check holds up no other. {@link #snapshot} may be called by any
 * thread.
 */
public final class HealthRounds {
  /** Workers at a time: what a small machine can start at once without slowing all of them. */
  static final int MAX_AT_ONCE = 4;

  /** Longest rest, so that even a lost wake delays nothing for long. */
  static final Duration MAX_REST = Duration.ofMinutes(1);

  private final List<Station> stations = new ArrayList<>();
  private final Duration bake;
  private final Pace pace;
  private final Executor workers;
  private final HealthListener listener;
  private final ConcurrentLinkedQueue<Finished> finished = new ConcurrentLinkedQueue<>();
  private Assessment assessment;
  private Verdict decision = new Verdict.Undecided("nothing was looked at yet");
  private volatile HealthSnapshot snapshot;

  private record Finished(Station station, CheckRun run) {}

  /** A check and when it runs next; touched by the thread of the rounds only. */
  private static final class Station {
    private final Check check;
    private Duration due;
    private boolean running;

    private Station(Check check, Duration due) {
      this.check = check;
      this.due = due;
    }
  }

  /**
   * Begins now; nothing runs before {@link #run}.
   *
   * @param checks no two of one name
   * @param bake how long all required checks must hold
   * @param workers runs one task each on a thread of its own
   */
  public HealthRounds(
      List<? extends Check> checks,
      Duration bake,
      Pace pace,
      Executor workers,
      HealthListener listener) {
    this.bake = bake;
    this.pace = pace;
    this.workers = workers;
    this.listener = listener;
    Duration start = pace.now();
    assessment = Assessment.begin(start, bake, checks);
    snapshot = HealthSnapshot.of(assessment, start);
    for (Check check : checks) {
      stations.add(new Station(check, start));
    }
  }

  /** Goes round until this thread is interrupted. */
  public void run() throws InterruptedException {
    while (true) {
      pace.rest(round());
    }
  }

  /** Goes round until the trial is decided. */
  public Verdict untilDecided() throws InterruptedException {
    while (decision instanceof Verdict.Undecided) {
      pace.rest(round());
    }
    return decision;
  }

  /** What is known now. */
  public HealthSnapshot snapshot() {
    return snapshot;
  }

  /** One round: takes what has ended, starts what is due, and returns how long there is to rest. */
  Duration round() {
    takeFinished();
    Duration now = pace.now();
    startDue(now);
    Duration rest = MAX_REST;
    if (running() < MAX_AT_ONCE) {
      for (Station station : stations) {
        Duration left = dueOf(station).minus(now);
        if (!station.running && isFree(station) && left.compareTo(rest) < 0) {
          rest = left;
        }
      }
    }
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  private void takeFinished() {
    boolean any = false;
    for (Finished next = finished.poll(); next != null; next = finished.poll()) {
      any = true;
      take(next);
    }
    Duration now = pace.now();
    Verdict verdict = assessment.verdict(now);
    boolean decided =
        decision instanceof Verdict.Undecided && !(verdict instanceof Verdict.Undecided);
    if (any || decided) {
      HealthSnapshot latest = HealthSnapshot.of(assessment, now);
      snapshot = latest;
      listener.roundEnded(latest);
    }
    if (decided) {
      decision = verdict;
      listener.decided(verdict);
    }
  }

  private void take(Finished next) {
    Station station = next.station();
    String name = station.check.name();
    station.running = false;
    station.due = next.run().at().plus(station.check.schedule().interval());
    CheckState before = assessment.stateOf(name);
    assessment = assessment.after(name, next.run());
    CheckState now = assessment.stateOf(name);
    if (before.getClass() != now.getClass() || before.failuresInARow() != now.failuresInARow()) {
      listener.checkChanged(name, before, now);
    }
  }

  private void startDue(Duration now) {
    for (Station station : stations) {
      if (running() >= MAX_AT_ONCE) {
        return;
      }
      if (!station.running && dueOf(station).compareTo(now) <= 0 && isFree(station)) {
        station.running = true;
        workers.execute(() -> work(station));
      }
    }
  }

  /** Ends whatever the check does with a result: a check that vanished would never run again. */
  private void work(Station station) {
    Culprit itself = Culprit.check(station.check.name());
    CheckResult result = new CheckResult.Failed(itself, "it ended without a result");
    try {
      result = station.check.run();
    } catch (RuntimeException e) {
      result = new CheckResult.Failed(itself, "it could not run: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result = new CheckResult.NotYet("it was interrupted");
    } finally {
      finished.add(new Finished(station, new CheckRun(result, pace.now())));
      pace.wake();
    }
  }

  /**
   * When a check runs next. While the bake time runs, a required check is looked at once more right
   * at its end, so that a long interval does not delay the commit.
   */
  private Duration dueOf(Station station) {
    Duration lastLook = station.check.level() == Level.REQUIRED ? lastLook(station) : null;
    return lastLook != null && lastLook.compareTo(station.due) < 0 ? lastLook : station.due;
  }

  private @Nullable Duration lastLook(Station station) {
    if (assessment.decided() != null) {
      return null;
    }
    Optional<Duration> since = assessment.bakingSince();
    if (since.isEmpty()
        || !(assessment.stateOf(station.check.name()) instanceof CheckState.Healthy healthy)) {
      return null;
    }
    Duration end = since.get().plus(bake);
    return healthy.last().compareTo(end) < 0 ? end : null;
  }

  private boolean isFree(Station station) {
    String queue = station.check.queue();
    for (Station other : stations) {
      if (other.running && other != station && other.check.queue().equals(queue)) {
        return false;
      }
    }
    return true;
  }

  private int running() {
    int running = 0;
    for (Station station : stations) {
      if (station.running) {
        running++;
      }
    }
    return running;
  }
}
