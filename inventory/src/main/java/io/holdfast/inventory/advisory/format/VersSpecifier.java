package io.holdfast.inventory.advisory.format;

import io.holdfast.inventory.advisory.VersionRange;
import io.holdfast.inventory.advisory.VersionRange.Event;
import io.holdfast.inventory.advisory.VersionRange.Scale;
import io.holdfast.release.json.JsonException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A range of versions as {@code vers:deb/>=5.6.0|<5.6.1+really5.4.5-1} (the version range specifier
 * of package URLs). Where it says more than a range can, the stricter reading is taken: an excluded
 * version stays in, and so does the lower end.
 *
 * @param listed single versions
 * @param events of a range; none if there is none
 */
record VersSpecifier(List<String> listed, List<Event> events) {
  private static final String SCHEME = "vers:";

  static VersSpecifier parse(String text) throws JsonException {
    int slash = text.indexOf('/');
    if (!text.startsWith(SCHEME) || slash < 0) {
      throw new JsonException("'" + text + "' is no range of versions: it must begin with vers:");
    }
    List<String> listed = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    for (String each : text.substring(slash + 1).split("\\|")) {
      String constraint = each.strip();
      if (constraint.equals("*")) {
        events.add(new Event(Event.Kind.INTRODUCED, VersionRange.BEGINNING));
      } else if (constraint.startsWith(">=")) {
        events.add(new Event(Event.Kind.INTRODUCED, version(constraint, 2)));
      } else if (constraint.startsWith(">")) {
        events.add(new Event(Event.Kind.INTRODUCED, version(constraint, 1)));
      } else if (constraint.startsWith("<=")) {
        close(events, new Event(Event.Kind.LAST_AFFECTED, version(constraint, 2)));
      } else if (constraint.startsWith("<")) {
        close(events, new Event(Event.Kind.FIXED, version(constraint, 1)));
      } else if (!constraint.startsWith("!=")) {
        listed.add(version(constraint, constraint.startsWith("=") ? 1 : 0));
      }
    }
    return new VersSpecifier(listed, events);
  }

  private static void close(List<Event> events, Event end) {
    if (events.isEmpty()) {
      events.add(new Event(Event.Kind.INTRODUCED, VersionRange.BEGINNING));
    }
    events.add(end);
  }

  /** Percent-encoded, with a plus that stands for itself. */
  private static String version(String constraint, int from) throws JsonException {
    String written = constraint.substring(from).strip();
    if (written.isEmpty()) {
      throw new JsonException("a range of versions has a comparator without a version");
    }
    try {
      return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return written;
    }
  }

  List<VersionRange> ranges() {
    return events.isEmpty() ? List.of() : List.of(new VersionRange(Scale.ECOSYSTEM, events));
  }
}
