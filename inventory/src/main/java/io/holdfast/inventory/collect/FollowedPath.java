package io.holdfast.inventory.collect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Where paths lead when the links among their folders are followed: /lib/x is /usr/lib/x. The last
 * name is never followed, for it is the thing itself. Not thread-safe.
 */
final class FollowedPath {
  /** Linux follows forty (path_resolution(7)). */
  private static final int MAX_LINKS = 40;

  private final Map<String, String> links;
  private final Map<String, String> folders = new HashMap<>();

  FollowedPath(Map<String, String> links) {
    this.links = links;
  }

  /** Without a leading slash; a path that leads nowhere is itself. */
  String of(String path) {
    String clean = clean(path);
    int slash = clean.lastIndexOf('/');
    if (slash < 0) {
      return clean;
    }
    String folder = clean.substring(0, slash);
    String followed = folders.get(folder);
    if (followed == null) {
      followed = follow(folder);
      folders.put(folder, followed);
    }
    return followed + clean.substring(slash);
  }

  /** Where a path leads when its last name is followed as well. */
  String toTheEnd(String path) {
    return follow(clean(path));
  }

  private String follow(String folder) {
    String rest = folder;
    int followed = 0;
    int from = 0;
    while (true) {
      int slash = rest.indexOf('/', from);
      String parent = slash < 0 ? rest : rest.substring(0, slash);
      String target = links.get(parent);
      if (target != null) {
        if (++followed > MAX_LINKS) {
          return folder;
        }
        String above = parent.substring(0, Math.max(0, parent.lastIndexOf('/')));
        String place = target.startsWith("/") ? target : above + "/" + target;
        rest = clean(place + (slash < 0 ? "" : rest.substring(slash)));
        from = 0;
      } else if (slash < 0) {
        return rest;
      } else {
        from = slash + 1;
      }
    }
  }

  /** Without empty steps, dots and steps up. */
  static String clean(String path) {
    Deque<String> steps = new ArrayDeque<>();
    for (String step : path.split("/", -1)) {
      switch (step) {
        case "", "." -> {}
        case ".." -> steps.pollLast();
        default -> steps.addLast(step);
      }
    }
    return String.join("/", steps);
  }
}
