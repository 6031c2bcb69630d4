package io.holdfast.config.language;

import io.holdfast.config.yaml.Quoted;
import java.util.regex.Pattern;

/** A rule that is a pattern. Patterns here have no nested repeats, so matching is linear. */
final class Matching implements Form.Rule {
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
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException(Quoted.of(text) + " is " + shouldBe);
    }
  }
}
