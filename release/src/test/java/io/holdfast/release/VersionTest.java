package io.holdfast.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class VersionTest {
  /**
   * From lowest to highest; the pre-releases are the example of Semantic Versioning, section 11.
   */
  private static final List<String> ASCENDING =
      List.of(
          "0",
          "0.0.0.1",
          "0.9",
          "1.0.0-alpha",
          "1.0.0-alpha.1",
          "1.0.0-alpha.beta",
          "1.0.0-beta",
          "1.0.0-beta.2",
          "1.0.0-beta.11",
          "1.0.0-rc.1",
          "1",
          "1.0.1",
          "1.2",
          "1.10",
          "2026.11.2",
          "999999999");

  @Test
  void versions_are_ordered_by_their_numbers_and_pre_releases() {
    for (int i = 0; i < ASCENDING.size(); i++) {
      for (int j = 0; j < ASCENDING.size(); j++) {
        Version left = new Version(ASCENDING.get(i));
        Version right = new Version(ASCENDING.get(j));
        assertThat(Integer.signum(left.compareTo(right)))
            .as(left + " and " + right)
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  @Test
  void missing_numbers_are_zero() {
    assertThat(new Version("1.4")).isEqualByComparingTo(new Version("1.4.0.0"));
    assertThat(new Version("01")).isEqualByComparingTo(new Version("1"));
  }

  @Test
  void what_is_no_version_is_refused() {
    for (String text :
        List.of(
            "",
            ".",
            "1.",
            ".1",
            "1..2",
            "1.2.3.4.5",
            "v1",
            "1.x",
            "-1",
            "1-",
            "1-a..b",
            "1-a/b",
            "1-..",
            "1_2",
            "1 ",
            " 1",
            "1\n",
            "1+build",
            "١",
            "1234567890",
            "1-" + "a".repeat(63))) {
      assertThatIllegalArgumentException().as(text).isThrownBy(() -> new Version(text));
    }
  }
}
