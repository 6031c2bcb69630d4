package io.holdfast.inventory.advisory;

import io.holdfast.inventory.version.VersionOrder;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Versions between events, with the meaning of the OSV schema ("Evaluation": {@code
 * IncludedInRanges} and {@code BeforeLimits}).
 *
 * @param scale what the versions of the events are
 * @param events in the order of the record
 */
public record VersionRange(Scale scale, List<Event> events) {
  /** That there were versions before any other. */
  public static final String BEGINNING = "0";

  /** A limit that excludes nothing. */
  private static final String NO_LIMIT = "*";

  /** The OSV schema's {@code ranges[].type}. */
  public enum Scale {
    /** Semantic versions. */
    SEMVER,
    /** Versions as the package's registry orders them. */
    ECOSYSTEM,
    /** Commits: which came first, only their repository could say. */
    GIT,
    /** What the schema may come to know. */
    OTHER
  }

  /** A version at which something changes. */
  public record Event(Kind kind, String version) {
    /** What changes. */
    public enum Kind {
      /** It and those after it are affected. */
      INTRODUCED,
      /** It and those after it are not affected. */
      FIXED,
      /** Those after it are not affected. */
      LAST_AFFECTED,
      /** It and those after it are not spoken of. */
      LIMIT
    }
  }

  /** Whether a version is in the range, and what of the range says so. */
  record Answer(Position position, String words) {
    enum Position {
      IN,
      OUT,
      FIXED,
      UNDECIDED
    }
  }

  /** Copies. */
  public VersionRange {
    events = List.copyOf(events);
  }

  /**
   * Decides of one version.
   *
   * @param order of the package's registry; null if it is not known
   */
  Answer decide(String version, @Nullable VersionOrder order) {
    VersionOrder used = scale == Scale.SEMVER ? VersionOrder.SEMVER : order;
    if (scale == Scale.GIT) {
      return new Answer(Answer.Position.UNDECIDED, "it names commits, not versions");
    }
    if (used == null || scale == Scale.OTHER) {
      return new Answer(Answer.Position.UNDECIDED, "how these versions are ordered is not known");
    }
    for (Event event : events) {
      if (!isEdge(event) && !used.accepts(event.version())) {
        return new Answer(
            Answer.Position.UNDECIDED, "its '" + event.version() + "' is no version there");
      }
    }
    if (!used.accepts(version)) {
      return new Answer(Answer.Position.UNDECIDED, "'" + version + "' is no version there");
    }
    return decideOrdered(version, used);
  }

  private Answer decideOrdered(String version, VersionOrder order) {
    if (!isBeforeLimits(version, order)) {
      return new Answer(Answer.Position.OUT, "it is behind the limit of " + words(events));
    }
    // A list's sort is stable: events at one version stay in the order of the record.
    List<Event> sorted =
        events.stream()
            .filter(event -> event.kind() != Event.Kind.LIMIT)
            .sorted(Comparator.comparing(Event::version, beginningFirst(order)))
            .toList();
    @Nullable Event begin = null;
    @Nullable Event end = null;
    for (Event event : sorted) {
      int past = event.version().equals(BEGINNING) ? 1 : order.compare(version, event.version());
      switch (event.kind()) {
        case INTRODUCED -> {
          if (past >= 0) {
            begin = event;
            end = null;
          }
        }
        case FIXED -> end = past >= 0 && end == null ? event : end;
        case LAST_AFFECTED -> end = past > 0 && end == null ? event : end;
        case LIMIT -> {}
      }
    }
    if (begin == null) {
      return new Answer(Answer.Position.OUT, "it is outside of " + words(sorted));
    }
    if (end == null) {
      return new Answer(Answer.Position.IN, "it is in the range " + words(around(begin, sorted)));
    }
    return end.kind() == Event.Kind.FIXED
        ? new Answer(Answer.Position.FIXED, "it is fixed in " + end.version())
        : new Answer(Answer.Position.OUT, "it is outside of " + words(sorted));
  }

  /** The event that begins it, and the first after it that ends it. */
  private static List<Event> around(Event begin, List<Event> sorted) {
    return sorted.subList(sorted.indexOf(begin), sorted.size()).stream()
        .filter(event -> event.equals(begin) || event.kind() != Event.Kind.INTRODUCED)
        .limit(2)
        .toList();
  }

  private boolean isBeforeLimits(String version, VersionOrder order) {
    List<Event> limits = events.stream().filter(event -> event.kind() == Event.Kind.LIMIT).toList();
    return limits.isEmpty()
        || limits.stream()
            .map(Event::version)
            .anyMatch(limit -> limit.equals(NO_LIMIT) || order.compare(version, limit) < 0);
  }

  private static Comparator<String> beginningFirst(VersionOrder order) {
    return (one, other) -> {
      boolean first = one.equals(BEGINNING);
      boolean second = other.equals(BEGINNING);
      return first || second ? Boolean.compare(second, first) : order.compare(one, other);
    };
  }

  private static boolean isEdge(Event event) {
    return switch (event.kind()) {
      case LIMIT -> event.version().equals(NO_LIMIT);
      default -> event.version().equals(BEGINNING);
    };
  }

  private static String words(List<Event> events) {
    return String.join(
        " ",
        events.stream()
            .map(
                event ->
                    switch (event.kind()) {
                      case INTRODUCED -> "from " + event.version();
                      case FIXED -> "to before " + event.version();
                      case LAST_AFFECTED -> "up to " + event.version();
                      case LIMIT -> "below " + event.version();
                    })
            .toList());
  }
}
