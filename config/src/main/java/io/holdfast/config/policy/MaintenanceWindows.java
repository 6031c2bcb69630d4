package io.holdfast.config.policy;

import io.holdfast.config.yaml.Placed;
import io.holdfast.config.yaml.Quoted;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlSequence;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * When a node may begin a change by itself. Immutable.
 *
 * @param windows any of which must be open; at most {@link #MOST}, and none for at any time
 * @param holdContent whether that is asked of content, too, for which nothing restarts
 * @param isList whether they are written as a plain list, which decides what a later file adds to
 */
public record MaintenanceWindows(
    List<MaintenanceWindow> windows, boolean holdContent, boolean isList) {
  /** Three a day of the week, and some. */
  public static final int MOST = 32;

  /** The time zone where none is declared. */
  public static final String DEFAULT_ZONE = "UTC";

  private static final ZoneId UTC = ZoneId.of(DEFAULT_ZONE);

  /** At any time. */
  public static final MaintenanceWindows ANY_TIME = new MaintenanceWindows(List.of(), true, false);

  /** Copies. */
  public MaintenanceWindows {
    windows = List.copyOf(windows);
  }

  /**
   * Reads a list of windows, or a mapping of {@code times}, {@code timezone} and {@code
   * hold_content}, onto those of files before: a list adds to a list, a mapping to a mapping, whose
   * time zone it may change, and else the later one counts alone.
   */
  public static MaintenanceWindows read(YamlNode node, MaintenanceWindows before) {
    if (node instanceof YamlSequence list) {
      return read(list, before.isList ? before.windows : List.of(), UTC, true, true, before);
    }
    if (node instanceof YamlMapping mapping) {
      return mapping
          .read(keys -> read(keys, before.isList ? ANY_TIME : before, before))
          .orElse(before);
    }
    node.problem("'windows' must be a list or a mapping of keys, not " + node.kind());
    return before;
  }

  private static MaintenanceWindows read(
      YamlMapping mapping, MaintenanceWindows base, MaintenanceWindows before) {
    mapping.allowOnly("times", "timezone", "hold_content");
    ZoneId zone =
        mapping
            .parsed("timezone", MaintenanceWindows::zone)
            .orElse(base.windows.isEmpty() ? UTC : base.windows.getFirst().zone());
    boolean holdContent = mapping.flag("hold_content", base.holdContent);
    List<MaintenanceWindow> moved =
        base.windows.stream()
            .map(w -> new MaintenanceWindow(w.days(), w.from(), w.to(), zone))
            .toList();
    return read(mapping.sequence("times"), moved, zone, holdContent, false, before);
  }

  private static MaintenanceWindows read(
      YamlSequence list,
      List<MaintenanceWindow> added,
      ZoneId zone,
      boolean holdContent,
      boolean isList,
      MaintenanceWindows before) {
    if (list.items().isEmpty() && list.problems().count() == 0) {
      list.problem("no window is in this list; leave it out, or write one like 'Sun 02:00-04:00'");
    }
    List<MaintenanceWindow> all = new ArrayList<>(added);
    all.addAll(
        list.parsedTexts((Placed<String> text) -> MaintenanceWindow.parse(text.value(), zone)));
    if (all.size() > MOST) {
      list.problem("a node has at most " + MOST + " windows");
      return before;
    }
    return new MaintenanceWindows(all, holdContent, isList);
  }

  /**
   * A time zone by its name in the IANA database, such as {@code Europe/Berlin}, or {@code UTC}.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          Quoted.of(name) + " is no time zone; write one like Europe/Berlin, or UTC", e);
    }
  }

  /** True if a change may begin. */
  public boolean isOpen(Instant at) {
    return windows.isEmpty() || windows.stream().anyMatch(window -> window.isOpen(at));
  }

  /**
   * When a change may begin next.
   *
   * @param closed a time at which none may
   */
  public Instant opensAfter(Instant closed) {
    return windows.stream()
        .map(window -> window.opensAfter(closed))
        .min(Instant::compareTo)
        .orElse(closed);
  }
}
