package io.holdfast.inventory.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Versions put together at random: each order is one that can be sorted by. */
class VersionPropertiesTest {
  /** Pieces that matter to an ecosystem, few enough that equal beginnings are common. */
  private static final Map<VersionOrder, List<String>> PIECES =
      Map.of(
          VersionOrder.DPKG,
          List.of("0", "1", "01", "9", "10", "a", "Z", "~", "+", ".", "-", ":", "rc"),
          VersionOrder.RPM,
          List.of("0", "1", "01", "9", "10", "a", "Z", "~", "^", ".", "-", "_", ":", "+"),
          VersionOrder.APK,
          List.of("0", "1", "01", "9", ".1", ".01", ".0", "a", "_rc", "_p", "_alpha", "~a", "-r1"),
          VersionOrder.MAVEN,
          List.of("0", "1", "9", "10", ".1", "-1", "-alpha", "-SNAPSHOT", ".x", "-sp", "-rc"),
          VersionOrder.SEMVER,
          List.of("1.0.0", "0.1.0", "1.0.1", "-a", "-1", ".1", ".a", ".10", "+b", "-rc"));

  /** Three versions of one ecosystem. */
  record Three(VersionOrder order, String one, String two, String three) {}

  @Property(tries = 20_000, seed = "3094", edgeCases = EdgeCasesMode.NONE)
  void turned_round_it_says_the_opposite(@ForAll("threes") Three versions) {
    int forth = versions.order.compare(versions.one, versions.two);
    assertThat(Integer.signum(versions.order.compare(versions.two, versions.one)))
        .isEqualTo(-Integer.signum(forth));
    assertThat(versions.order.compare(versions.one, versions.one)).isZero();
  }

  @Property(tries = 60_000, seed = "3094", edgeCases = EdgeCasesMode.NONE)
  void what_is_older_than_the_older_is_older(@ForAll("threes") Three versions) {
    List<String> sorted =
        List.of(versions.one, versions.two, versions.three).stream()
            .sorted(versions.order)
            .toList();
    int first = versions.order.compare(sorted.get(0), sorted.get(1));
    int second = versions.order.compare(sorted.get(1), sorted.get(2));
    int both = versions.order.compare(sorted.get(0), sorted.get(2));
    assertThat(first).isNotPositive();
    assertThat(second).isNotPositive();
    assertThat(Integer.signum(both)).isEqualTo(first == 0 && second == 0 ? 0 : -1);
  }

  @Property(tries = 5_000, seed = "3094")
  void any_text_is_a_version_or_is_refused_in_words(
      @ForAll VersionOrder order, @ForAll String one, @ForAll("pieced") String other) {
    if (order.accepts(one) && order.accepts(other)) {
      assertThat(Integer.signum(order.compare(one, other)))
          .isEqualTo(-Integer.signum(order.compare(other, one)));
    } else {
      assertThatThrownBy(() -> order.compare(one, other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is no version");
    }
  }

  @Provide
  Arbitrary<Three> threes() {
    return Arbitraries.of(VersionOrder.class)
        .flatMap(
            order -> {
              Arbitrary<String> each = versions(order);
              return Combinators.combine(each, each, each)
                  .as((one, two, three) -> new Three(order, one, two, three));
            });
  }

  @Provide
  Arbitrary<String> pieced() {
    return Arbitraries.of(VersionOrder.class).flatMap(VersionPropertiesTest::versions);
  }

  private static Arbitrary<String> versions(VersionOrder order) {
    List<String> pieces = Objects.requireNonNull(PIECES.get(order));
    return Arbitraries.of(pieces)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(list -> String.join("", list))
        .map(text -> order.accepts(text) ? text : pieces.getFirst() + text)
        .filter(order::accepts);
  }
}
