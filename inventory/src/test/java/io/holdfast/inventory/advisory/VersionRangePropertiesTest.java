package io.holdfast.inventory.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.inventory.advisory.VersionRange.Answer.Position;
import io.holdfast.inventory.advisory.VersionRange.Event;
import io.holdfast.inventory.advisory.VersionRange.Scale;
import io.holdfast.inventory.version.VersionOrder;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Ranges at random, beside the schema's own few lines done step by step. */
class VersionRangePropertiesTest {
  private static final int VERSIONS = 9;

  @Property(tries = 20_000, seed = "3094", edgeCases = EdgeCasesMode.NONE)
  void a_range_has_the_versions_that_the_schemas_algorithm_gives_it(
      @ForAll("events") List<Event> events) {
    VersionRange range = new VersionRange(Scale.ECOSYSTEM, events);
    for (int version = 1; version <= VERSIONS; version++) {
      Position position = range.decide(version + "-1", VersionOrder.DPKG).position();
      assertThat(position == Position.IN)
          .as("version %s in %s", version, events)
          .isEqualTo(isIncluded(version, events));
    }
  }

  /** IncludedInRanges and BeforeLimits over whole numbers. */
  private static boolean isIncluded(int version, List<Event> events) {
    List<Event> limits = events.stream().filter(e -> e.kind() == Event.Kind.LIMIT).toList();
    if (!limits.isEmpty() && limits.stream().noneMatch(e -> version < number(e))) {
      return false;
    }
    boolean vulnerable = false;
    List<Event> sorted = new ArrayList<>(events);
    sorted.sort((one, other) -> Integer.compare(number(one), number(other)));
    for (Event event : sorted) {
      if (event.kind() == Event.Kind.INTRODUCED && version >= number(event)) {
        vulnerable = true;
      } else if (event.kind() == Event.Kind.FIXED && version >= number(event)) {
        vulnerable = false;
      } else if (event.kind() == Event.Kind.LAST_AFFECTED && version > number(event)) {
        vulnerable = false;
      }
    }
    return vulnerable;
  }

  private static int number(Event event) {
    String text = event.version();
    return Integer.parseInt(text.endsWith("-1") ? text.substring(0, text.length() - 2) : text);
  }

  @Provide
  Arbitrary<List<Event>> events() {
    Arbitrary<Event> one =
        Combinators.combine(
                Arbitraries.of(Event.Kind.class), Arbitraries.integers().between(0, VERSIONS))
            .as((kind, number) -> new Event(kind, number == 0 ? "0" : number + "-1"));
    return one.list().ofMaxSize(6);
  }
}
