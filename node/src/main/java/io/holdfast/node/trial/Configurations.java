package io.holdfast.node.trial;

import io.holdfast.release.Digest;
import java.time.Duration;
import java.time.Instant;

/**
 * A changed configuration as a generation on trial. It takes effect at a start and at no other
 * time, shares slot and loader entry with the last known good, and is settled like content: a
 * machine that dies with it has the configuration before at its next start. Pure.
 */
public final class Configurations {
  private Configurations() {}

  /**
   * What a start finds is another configuration than that of the last known good: it is on trial
   * from this start on.
   *
   * @param found digest of the files
   * @param bootId of this boot
   * @param tries how many boots may end without a trace, 1 to {@link Trial#MAX_TRIES}
   * @param deadline of one boot, at most {@link Trial#MAX_DEADLINE}
   * @return no change if it is the same, failed here before, or has to wait: something is on trial,
   *     or what runs is not the last known good
   */
  public static Change found(
      NodeState state,
      Digest found,
      Booted booted,
      String bootId,
      int tries,
      Duration deadline,
      Instant now) {
    Generation good = state.lastKnownGoodGeneration();
    boolean news = !found.equals(good.configuration()) && state.barring(found) == null;
    if (!news
        || !(state.trial() instanceof Trial.Idle)
        || !state.lastKnownGoodIsWhole()
        || !TrialMachine.runs(booted, good)) {
      return Change.of(state);
    }
    int number = TrialMachine.nextNumber(state);
    Generation next = good.next(number, good.contents(), found, now);
    return Change.of(
        state
            .withCounters(state.counters().withNewestGeneration(number))
            .withTrial(new Trial.Trying(next, tries, deadline, bootId)));
  }

  /**
   * Which configuration is in effect in this boot.
   *
   * @param found digest of the files that lie there
   */
  public static Digest inEffect(NodeState state, Booted booted, Digest found) {
    return switch (booted) {
      case Booted.InRecovery _ -> state.lastKnownGoodGeneration().configuration();
      case Booted.ByEntry _ -> {
        Generation running = state.running(booted);
        yield running == null ? found : running.configuration();
      }
    };
  }

  /**
   * A person goes back to a generation with another configuration: the one that is left, which may
   * lie there still, is not to be found again at the next start.
   */
  static NodeState left(NodeState state, Generation left, Generation wanted) {
    return left.configuration().equals(wanted.configuration())
        ? state
        : state.barring(new Barred(left.configuration(), "a person went back from it", 0));
  }
}
