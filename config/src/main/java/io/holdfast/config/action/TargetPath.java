package io.holdfast.config.action;

import io.holdfast.config.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;

/**
 * A path on the machine that is configured, from its root; never of the machine this runs on by
 * accident. Absolute, at least one name, no {@code .} or {@code ..}; doubled and last slashes are
 * dropped.
 *
 * @param value for example {@code /etc/motd}
 */
public record TargetPath(String value) {
  /** PATH_MAX of Linux, less what a root in front of it may need. */
  private static final int MAX_LENGTH = 2048;

  /** NAME_MAX of Linux in bytes, less what a name beside it needs while it is written. */
  private static final int MAX_NAME = 240;

  /** Checks and tidies. */
  public TargetPath {
    value = "/" + String.join("/", split(value));
  }

  /** The names from the root down. */
  public List<String> names() {
    return split(value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static List<String> split(String value) {
    if (!value.startsWith("/")) {
      throw new IllegalArgumentException(
          Quoted.of(value) + " is no absolute path; begin it with '/'");
    }
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a path has at most " + MAX_LENGTH + " characters");
    }
    if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException(
          Quoted.of(value) + " holds a control character, which no path should");
    }
    List<String> names = new ArrayList<>();
    for (int at = 1; at <= value.length(); ) {
      int slash = value.indexOf('/', at);
      int end = slash < 0 ? value.length() : slash;
      String name = value.substring(at, end);
      if (name.equals(".") || name.equals("..") || name.length() > MAX_NAME) {
        throw new IllegalArgumentException(
            Quoted.of(value) + " holds '.', '..' or a name that is too long; write the plain path");
      }
      if (!name.isEmpty()) {
        names.add(name);
      }
      at = end + 1;
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException(Quoted.of(value) + " is the root itself, not in it");
    }
    return names;
  }
}
