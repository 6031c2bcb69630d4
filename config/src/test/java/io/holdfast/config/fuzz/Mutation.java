package io.holdfast.config.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Texts that were good once, with a few places changed. Immutable.
 *
 * @param seeds the good ones; parts of one also come into another
 * @param pieces what is put between
 */
record Mutation(List<String> seeds, List<String> pieces) {
  /** Changes of one text: more leave little of it, and most inputs would fail at the same place. */
  private static final int MOST_CHANGES = 5;

  private static final int MOST_DELETED = 20;
  private static final int MOST_REPEATED = 40;
  private static final int MOST_GRAFTED = 60;

  /** Letters, marks and scripts up to here are one UTF-16 unit each. */
  private static final int LETTERS = 0x3000;

  Mutation {
    seeds = seeds.stream().filter(seed -> !seed.isEmpty()).toList();
    pieces = List.copyOf(pieces);
  }

  /** Another text with each call. */
  String next(SplittableRandom random) {
    StringBuilder out = new StringBuilder(any(seeds, random));
    for (int changes = random.nextInt(1, MOST_CHANGES + 1); changes > 0; changes--) {
      change(out, random.nextInt(out.length() + 1), random);
    }
    return out.toString();
  }

  private void change(StringBuilder out, int at, SplittableRandom random) {
    switch (random.nextInt(5)) {
      case 0 -> out.insert(at, any(pieces, random));
      case 1 -> out.delete(at, Math.min(out.length(), at + random.nextInt(1, MOST_DELETED)));
      case 2 -> out.insert(at, (char) random.nextInt(1, LETTERS));
      case 3 -> out.insert(at, out.substring(at, Math.min(out.length(), at + MOST_REPEATED)));
      default -> {
        String other = any(seeds, random);
        int from = random.nextInt(other.length());
        out.insert(at, other, from, Math.min(other.length(), from + MOST_GRAFTED));
      }
    }
  }

  /** One of a list. */
  static String any(List<String> texts, SplittableRandom random) {
    return texts.get(random.nextInt(texts.size()));
  }
}
