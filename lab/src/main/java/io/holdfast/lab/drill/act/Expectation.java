package io.holdfast.lab.drill.act;

import io.holdfast.release.Version;
import java.util.List;
import java.util.Set;

/**
 * What must come of a run, besides what must come of every run: the last known good runs, user data
 * is whole, and neither network nor input was there.
 *
 * @param runs versions of which one must run in the end
 * @param keeps versions that the slots must hold in the end, whole
 * @param culprit a text in what the node names as the culprit; empty if nothing may have failed
 * @param evidence texts that the kept evidence must hold
 * @param signs what must have been seen from outside, so that the act is known to have happened
 * @param refused whether the version is refused when it is offered again
 */
public record Expectation(
    List<Version> runs,
    List<Version> keeps,
    String culprit,
    List<String> evidence,
    Set<Moment.Kind> signs,
    boolean refused) {

  /** Copies. */
  public Expectation {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("some version must run in the end");
    }
    runs = List.copyOf(runs);
    keeps = List.copyOf(keeps);
    evidence = List.copyOf(evidence);
    signs = Set.copyOf(signs);
  }

  /** The trial ends with a commit: the version runs, and the one before is kept. */
  public static Expectation commits(Version version, Version before) {
    return new Expectation(
        List.of(version), List.of(version, before), "", List.of(), Set.of(), false);
  }

  /** The node goes back, names the culprit, keeps evidence and refuses the version from then on. */
  public static Expectation reverts(
      Version back, String culprit, List<String> evidence, Set<Moment.Kind> signs) {
    return new Expectation(List.of(back), List.of(back), culprit, evidence, signs, true);
  }

  /** Old or new runs, never neither. */
  public static Expectation either(Version one, Version other) {
    return new Expectation(
        List.of(one, other), List.of(), "", List.of(), Set.of(Moment.Kind.POWER_CUT), false);
  }

  /** Nothing comes of it. */
  public static Expectation unharmed(Version runs) {
    return new Expectation(List.of(runs), List.of(runs), "", List.of(), Set.of(), false);
  }

  /** It never comes back: nothing that is done here undoes it. */
  public static Expectation staysDown(Version before) {
    return new Expectation(
        List.of(before), List.of(), "", List.of(), Set.of(Moment.Kind.PANIC), false);
  }

  /** Whether something must have failed. */
  public boolean fails() {
    return !culprit.isEmpty();
  }
}
