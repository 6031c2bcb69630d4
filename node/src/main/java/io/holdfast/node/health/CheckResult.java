package io.holdfast.node.health;

import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.evidence.PlainText;

/** What one run of a check found. */
public sealed interface CheckResult {
  /** What is kept of a run's output, in bytes of UTF-8: its last words. */
  int MAX_OUTPUT_BYTES = 4 << 10;

  /** Longest reason for knowing nothing yet, in characters. */
  int MAX_REASON_CHARS = 200;

  /** All is well. */
  record Passed() implements CheckResult {}

  /**
   * It is too early to tell, such as while the machine still starts: neither a pass nor a failure.
   *
   * @param reason what is waited for, in one line
   */
  record NotYet(String reason) implements CheckResult {
    /** Cuts the reason to its bound. */
    public NotYet {
      reason = PlainText.line(reason, MAX_REASON_CHARS);
    }
  }

  /**
   * Something is wrong.
   *
   * @param culprit what an operator must look at
   * @param output what the check said; its last {@link #MAX_OUTPUT_BYTES} bytes are kept
   */
  record Failed(Culprit culprit, String output) implements CheckResult {
    /** Makes the output plain and cuts it to its bound. */
    public Failed {
      output = PlainText.block(output, MAX_OUTPUT_BYTES);
    }
  }
}
