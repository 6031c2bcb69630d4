package io.holdfast.config.yaml;

import java.util.Collection;
import java.util.Optional;

/** Finds the word that a person most likely meant. Pure. */
public final class Nearest {
  /** Longer keys are no typing errors of ours, and the search is quadratic in the length. */
  private static final int MAX_LENGTH = 64;

  private static final int MAX_EDITS = 3;

  /** Shorter words are like each other by chance. */
  private static final int LEAST_SLIP = 4;

  /** From here on two edits in one word are no chance. */
  private static final int LONG_SLIP = 10;

  private Nearest() {}

  /**
   * The candidate with the fewest edits (insert, delete, replace, swap of neighbours), the first of
   * several; none if it takes more than a third of the word.
   */
  public static Optional<String> of(String word, Collection<String> candidates) {
    if (word.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String best = null;
    int least = Math.clamp(word.length() / 3, 1, MAX_EDITS) + 1;
    for (String candidate : candidates) {
      if (Math.abs(word.length() - candidate.length()) >= least) {
        // So many edits at the least, and a file may have a hundred thousand words.
        continue;
      }
      int edits = edits(word, candidate);
      if (edits < least) {
        least = edits;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The same, for words that may well be others': only what is all but surely a slip. */
  public static Optional<String> slipOf(String word, Collection<String> candidates) {
    int most = word.length() < LEAST_SLIP ? 0 : word.length() < LONG_SLIP ? 1 : 2;
    return of(word, candidates).filter(near -> edits(word, near) <= most);
  }

  /** Optimal string alignment distance, by three rows of the usual table. */
  private static int edits(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + replace);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
