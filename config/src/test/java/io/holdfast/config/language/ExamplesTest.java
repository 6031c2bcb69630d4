package io.holdfast.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
  static List<Entry> keys() {
    return Entry.all();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void the_example_of_a_key_has_no_error_and_is_reported_as_the_key_is_supported(Entry entry) {
    List<Finding> findings = Check.text("example.yaml", entry.document());

    assertThat(findings).noneMatch(finding -> finding.severity() == Severity.ERROR);
    if (!(entry.key().support() instanceof Support.Supported)) {
      assertThat(findings)
          .as(entry.document())
          .anyMatch(finding -> finding.severity() == Severity.UNSUPPORTED);
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void a_key_is_told_in_one_sentence_that_a_table_can_hold(Entry entry) {
    Key key = entry.key();
    assertThat(key.meaning()).doesNotEndWith(".").isNotBlank();
    assertThat(key.example()).isNotEmpty().doesNotContain("\n", "|");
    assertThat(KeyText.sentence(key)).doesNotContain("|", "\n", "..` .", "?.").endsWith(".");
  }

  @Test
  void no_mapping_has_a_key_twice() {
    for (Entry entry : Entry.all()) {
      List<String> names = entry.mapping().names();
      Set<String> once = new HashSet<>(names);
      assertThat(once).as(entry.section()).hasSameSizeAs(names);
    }
  }

  @Test
  void the_language_is_large() {
    assertThat(Entry.all()).hasSizeGreaterThan(400);
  }
}
