package io.holdfast.node.health;

import io.holdfast.node.evidence.Culprit;
import java.time.Duration;

/** What the required checks say about a trial. The last two are final. */
public sealed interface Verdict {
  /**
   * The trial goes on.
   *
   * @param reason what is waited for, in one line
   */
  record Undecided(String reason) implements Verdict {}

  /**
   * All required checks held for the bake time: the trial commits.
   *
   * @param since when the last of them became healthy, since boot
   */
  record Held(Duration since) implements Verdict {}

  /**
   * A required check failed for good: the trial reverts at once.
   *
   * @param check its name
   * @param culprit what an operator must look at
   * @param output what its last run printed
   */
  record FailedForGood(String check, Culprit culprit, String output) implements Verdict {}
}
