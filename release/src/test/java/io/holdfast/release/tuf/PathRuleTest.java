package io.holdfast.release.tuf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathRuleTest {
  @ParameterizedTest
  @CsvSource({
    "targets/*.tgz, targets/foo.tgz, true",
    "targets/*.tgz, targets/foo.txt, false",
    "foo-version-?.tgz, foo-version-2.tgz, true",
    "foo-version-?.tgz, foo-version-alpha.tgz, false",
    "*.tgz, targets/foo.tgz, false",
    "foo.tgz, foo.tgz, true",
    "foo.tgz, foo.tgzz, false",
    "*, a/b, false",
    "*/*, a/b, true",
    "a?b, a/b, false",
    "a*b*c, a--b-b--c, true",
    "a*b*c, a--b-c-, false",
    "a*/c, ab/d/c, false",
    "**, abc, true",
    "[ab], a, false",
    "[ab], [ab], true",
    "A, a, false",
  })
  void a_pattern_covers_what_the_specification_says(String pattern, String target, boolean covers) {
    assertThat(new PathRule.Patterns(List.of(pattern)).covers(target)).isEqualTo(covers);
  }

  @Test
  void a_pattern_of_many_stars_is_no_trap() {
    String stars = "*a".repeat(2000) + "b";
    assertThat(new PathRule.Patterns(List.of(stars)).covers("a".repeat(4000))).isFalse();
  }

  @Test
  void a_hash_prefix_covers_paths_whose_hash_begins_so() {
    String hash = PathRule.hash("releases/edge-1.json");
    assertThat(
            new PathRule.HashPrefixes(List.of("zz", hash.substring(0, 3)))
                .covers("releases/edge-1.json"))
        .isTrue();
    assertThat(new PathRule.HashPrefixes(List.of()).covers("a")).isFalse();
  }

  @Test
  void a_succinct_bin_is_named_by_the_first_bits_of_the_hash() {
    Delegations.Bins bins = new Delegations.Bins(new Signers(java.util.Set.of(), 1), 10, "bin");
    long first = Long.parseLong(PathRule.hash("a").substring(0, 4), 16) >>> 6;
    assertThat(bins.covering("a"))
        .singleElement()
        .satisfies(each -> assertThat(each.role()).isEqualTo("bin-" + "%03x".formatted(first)))
        .satisfies(each -> assertThat(each.terminating()).isTrue());
  }
}
