package io.holdfast.config.language;

import io.holdfast.config.yaml.Quoted;
import java.util.regex.Pattern;

/**
 * A rule that is a pattern. Texts are short, because matching a repeated group takes a frame on the
 * stack for each repeat.
 */
final class Matching implements Form.Rule {
  /** Longer than any name or list of names that a person writes. */
  private static final int MAX_LENGTH = 1000;

  private final Pattern pattern;
  private final String shouldBe;

  /**
   * A rule.
   *
   * @param shouldBe completes "'x' is ": "no hostname: use letters and digits"
   */
  Matching(String pattern, String shouldBe) {
    this.pattern = Pattern.compile(pattern);
    this.shouldBe = shouldBe;
  }

  @Override
  public void demand(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          Quoted.of(text) + " is longer than " + MAX_LENGTH + " characters");
    }
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException(Quoted.of(text) + " is " + shouldBe);
    }
  }
}
