package io.holdfast.node.trial;

/**
 * Numbers that only a node's whole past can tell.
 *
 * @param newestGeneration highest number ever given to a generation, from 1
 * @param newestEvidence highest number ever given to evidence, 0 if none was
 * @param finishingReboots restarts made in a row to finish an interrupted switch
 */
public record Counters(int newestGeneration, int newestEvidence, int finishingReboots) {
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
}
