package io.holdfast.node.health;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.node.health.CheckState.Healthy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all runs so far mean for a trial: a pure value, made anew with each run.
 *
 * <p>The bake time starts when the last required check became healthy, and ends when each of them
 * was <em>seen</em> to pass at or after start plus bake time. A failure, or a run that cannot tell,
 * in between starts it again. A required check that fails for good ends the trial at once. Once
 * decided, the decision stays, whatever the checks say later.
 *
 * @param start when the trial's boot began to be watched, since boot
 * @param bake how long all required checks must hold; not negative
 * @param checks all of them, in the order in which an operator sees them
 * @param decided {@link Verdict.Held} or {@link Verdict.FailedForGood} once it is so
 */
public record Assessment(
    Duration start, Duration bake, List<Watched> checks, @Nullable Verdict decided) {

  /**
   * One check and what is known of it.
   *
   * @param name its name
   * @param level whether the verdict depends on it
   * @param retries how many failures in a row are forgiven
   * @param state what is known
   */
  public record Watched(String name, Level level, int retries, CheckState state) {
    boolean required() {
      return level == Level.REQUIRED;
    }
  }

  /** Checks the names and the bake time. */
  public Assessment {
    if (bake.isNegative()) {
      throw new IllegalArgumentException("a bake time of " + bake + " lies in the past");
    }
    checks = List.copyOf(checks);
    for (int i = 1; i < checks.size(); i++) {
      if (indexOf(checks, checks.get(i).name()) != i) {
        throw new IllegalArgumentException(
            "two health checks are called '" + checks.get(i).name() + "'; rename one");
      }
    }
  }

  /** Nothing has run yet. */
  public static Assessment begin(Duration start, Duration bake, List<? extends Check> checks) {
    List<Watched> watched = new ArrayList<>(checks.size());
    for (Check check : checks) {
      watched.add(
          new Watched(
              check.name(), check.level(), check.schedule().retries(), CheckState.unknown()));
    }
    return new Assessment(start, bake, watched, null);
  }

  /** What is known of one check. */
  public CheckState stateOf(String name) {
    return checks.get(demand(name)).state();
  }

  /** After one more run of a check; runs of one check come in the order of their times. */
  public Assessment after(String name, CheckRun run) {
    int index = demand(name);
    Watched before = checks.get(index);
    CheckState state = before.state().after(run, before.retries());
    List<Watched> all = new ArrayList<>(checks);
    all.set(index, new Watched(name, before.level(), before.retries(), state));
    Assessment next = new Assessment(start, bake, all, decided);
    return decided != null ? next : new Assessment(start, bake, all, next.decide(all.get(index)));
  }

  /** When all required checks are healthy: since when; else empty. */
  public Optional<Duration> bakingSince() {
    Duration since = start;
    for (Watched check : checks) {
      if (check.required()) {
        if (!(check.state() instanceof Healthy healthy)) {
          return Optional.empty();
        }
        if (healthy.since().compareTo(since) > 0) {
          since = healthy.since();
        }
      }
    }
    return Optional.of(since);
  }

  /**
   * The verdict.
   *
   * @param now since boot; only what is told of an undecided trial depends on it, and the verdict
   *     where no check is required at all
   */
  public Verdict verdict(Duration now) {
    if (decided != null) {
      return decided;
    }
    Optional<Duration> since = bakingSince();
    if (since.isEmpty()) {
      return new Verdict.Undecided(firstObstacle());
    }
    Duration baked = now.minus(since.get());
    if (checks.stream().noneMatch(Watched::required) && baked.compareTo(bake) >= 0) {
      return new Verdict.Held(since.get());
    }
    return new Verdict.Undecided(
        "all required checks pass; "
            + Math.min(baked.toSeconds(), bake.toSeconds())
            + " s of "
            + bake.toSeconds()
            + " s bake time are over");
  }

  private @Nullable Verdict decide(Watched changed) {
    if (changed.required() && changed.state() instanceof CheckState.FailedForGood failed) {
      return new Verdict.FailedForGood(changed.name(), failed.culprit(), failed.output());
    }
    Optional<Duration> since = bakingSince();
    if (since.isEmpty()) {
      return null;
    }
    Duration end = since.get().plus(bake);
    boolean any = false;
    for (Watched check : checks) {
      if (check.required() && check.state() instanceof Healthy healthy) {
        any = true;
        if (healthy.last().compareTo(end) < 0) {
          return null;
        }
      }
    }
    return any ? new Verdict.Held(since.get()) : null;
  }

  private String firstObstacle() {
    for (Watched check : checks) {
      if (check.required()) {
        switch (check.state()) {
          case Healthy healthy -> {}
          case CheckState.Waiting waiting -> {
            return "health check " + check.name() + ": " + waiting.reason();
          }
          case CheckState.Failing failing -> {
            return "health check "
                + check.name()
                + " failed; "
                + failing.attemptsLeft()
                + " more failures in a row are one too many";
          }
          case CheckState.FailedForGood failed -> {
            return "health check " + check.name() + " failed for good";
          }
        }
      }
    }
    throw new IllegalStateException("all required checks are healthy; nothing is in the way");
  }

  private int demand(String name) {
    int index = indexOf(checks, name);
    if (index < 0) {
      throw new IllegalArgumentException("there is no health check called '" + name + "'");
    }
    return index;
  }

  private static int indexOf(List<Watched> checks, String name) {
    for (int i = 0; i < checks.size(); i++) {
      if (checks.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
