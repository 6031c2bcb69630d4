package io.holdfast.config.template.function;

/**
 * What one run of a template may cost, so that it ends in time on a small machine, whatever it
 * says. Time is counted in work and not by a clock, so that a template that runs here runs
 * everywhere. For one thread.
 */
public final class Budget {
  /**
   * Units of work in all: one for each character that is handled, more for what takes more time or
   * memory. They take about a second on a slow machine, and some ten megabytes.
   */
  public static final int MAX_WORK = 20_000_000;

  /** Units for a step of a template: a turn of a loop, a value looked up, a function called. */
  private static final int STEP = 10;

  /** Units for an element that is made; it lies in memory as some dozens of bytes. */
  private static final int ELEMENT = 10;

  /** Characters of one text: as much as a packed file of a configuration may unpack to. */
  public static final int MAX_TEXT = 4 << 20;

  /** Elements of one list or mapping; `until` and `seq` make many of nothing. */
  public static final int MAX_ELEMENTS = 100_000;

  /** Values within values; deeper is a mapping that holds itself. */
  public static final int MAX_NESTING = 100;

  private int left = MAX_WORK;

  /**
   * Notes some work.
   *
   * @param amount units, such as characters; not negative
   * @throws RefusedException if it is too much
   */
  public void spend(long amount) {
    if (amount > left) {
      left = 0;
      throw new RefusedException(
          "this template does too much: its loops, lists and texts come to more than "
              + MAX_WORK
              + " steps");
    }
    left -= (int) amount;
  }

  /** Notes a step of a template. */
  public void step() {
    spend(STEP);
  }

  /** Notes a text that is about to be made, and how long it will be. */
  public void spendText(long length) {
    if (length > MAX_TEXT) {
      throw new RefusedException("this makes a text of more than " + MAX_TEXT + " characters");
    }
    spend(length);
  }

  /** Notes a list or mapping that is about to be made, and how many elements it will have. */
  public void spendElements(long count) {
    if (count > MAX_ELEMENTS) {
      throw new RefusedException("this makes a list of more than " + MAX_ELEMENTS + " elements");
    }
    spend(count * ELEMENT);
  }

  /** Checks how deep a value is within others. */
  void checkNesting(int depth) {
    if (depth > MAX_NESTING) {
      throw new RefusedException(
          "this value is more than " + MAX_NESTING + " deep; does it hold itself?");
    }
  }
}
