package io.holdfast.node.trial;

/**
 * Numbers that only a node's whole past can tell.
 *
 * @param newestGeneration highest number ever given to a generation, from 1
 * @param newestEvidence highest number ever given to evidence, 0 if none was
 * @param finishingReboots restarts made in a row to finish an interrupted switch
 * @param badEnds how the last known good's boots ended lately
 */
public record Counters(
    int newestGeneration, int newestEvidence, int finishingReboots, BadEnds badEnds) {
  /** Of a node that has just been installed. */
  static final Counters FIRST = new Counters(1, 0, 0, BadEnds.NONE);

  /** Checks the ranges. */
  public Counters {
    if (newestGeneration < 1 || newestEvidence < 0 || finishingReboots < 0) {
      throw new IllegalArgumentException(
          "counters below their least: generation "
              + newestGeneration
              + ", evidence "
              + newestEvidence
              + ", finishing restarts "
              + finishingReboots);
    }
  }

  Counters withNewestGeneration(int number) {
    return new Counters(number, newestEvidence, finishingReboots, badEnds);
  }

  Counters withNewEvidence() {
    return new Counters(
        newestGeneration, Math.addExact(newestEvidence, 1), finishingReboots, badEnds);
  }

  Counters withFinishingReboots(int count) {
    return new Counters(newestGeneration, newestEvidence, count, badEnds);
  }

  Counters withBadEnds(BadEnds ends) {
    return new Counters(newestGeneration, newestEvidence, finishingReboots, ends);
  }
}
