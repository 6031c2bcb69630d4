package io.holdfast.config.fuzz;

import java.util.SplittableRandom;

/**
 * A part of the code that reads what others wrote, with inputs made for it. What it throws is a
 * defect: what the code refuses on purpose, it knows. For one thread.
 */
interface FuzzTarget {
  /** An input, decided by the random numbers alone. */
  String input(SplittableRandom random);

  /**
   * Gives it to the code, and looks at what comes of it. What is done depends on the input alone.
   */
  void take(String input) throws Exception;
}
