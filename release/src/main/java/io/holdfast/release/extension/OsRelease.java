package io.holdfast.release.extension;

import io.holdfast.release.Printable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a system or an extension says of itself: lines {@code NAME=VALUE}, the value bare or quoted
 * as a shell would, without anything that a shell would put in its place (os-release(5),
 * "Description").
 *
 * @param fields the last value of each name, never null
 */
public record OsRelease(Map<String, String> fields) {
  /** Written by hand or by a few tools; the largest known has a tenth of it. */
  public static final int MAX_LENGTH = 16 << 10;

  /** What an extension says that fits every system. */
  private static final String ANY = "_any";

  private static final String ID = "ID";
  private static final String VERSION = "VERSION_ID";
  private static final String LEVEL = "SYSEXT_LEVEL";
  private static final String ARCHITECTURE = "ARCHITECTURE";

  /** Copies. */
  public OsRelease {
    fields = Map.copyOf(fields);
  }

  /**
   * Reads the text of such a file.
   *
   * @throws IllegalArgumentException if it is too long, or a line is no assignment
   */
  public static OsRelease parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("it has more than " + MAX_LENGTH + " characters");
    }
    Map<String, String> fields = new HashMap<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1 || !line.substring(0, equals).matches("[A-Z][A-Z0-9_]*")) {
        throw new IllegalArgumentException("'" + Printable.of(line) + "' is no line NAME=VALUE");
      }
      fields.put(line.substring(0, equals), unquoted(line.substring(equals + 1)));
    }
    return new OsRelease(fields);
  }

  /**
   * Why an extension that says this of itself does not fit a system, or null if it does: the rules
   * of systemd-sysext(8). Another system's ID never fits; then the level decides if both have one,
   * and else the version, if the extension names one.
   *
   * @param host what the system says of itself
   * @param architecture of the system, in systemd's word (x86-64)
   */
  public @Nullable String mismatch(OsRelease host, String architecture) {
    String id = fields.get(ID);
    if (id == null) {
      return "it does not say which system it extends (ID)";
    }
    String built = fields.get(ARCHITECTURE);
    if (built != null && !built.equals(ANY) && !built.equals(architecture)) {
      return differs(ARCHITECTURE, built, architecture);
    }
    if (id.equals(ANY)) {
      return null;
    }
    if (!id.equals(host.fields.get(ID))) {
      return differs(ID, id, host.fields.get(ID));
    }
    String level = fields.get(LEVEL);
    if (level != null && host.fields.containsKey(LEVEL)) {
      return level.equals(host.fields.get(LEVEL))
          ? null
          : differs(LEVEL, level, host.fields.get(LEVEL));
    }
    String version = fields.get(VERSION);
    return version == null || version.equals(host.fields.get(VERSION))
        ? null
        : differs(VERSION, version, host.fields.get(VERSION));
  }

  private static String differs(String name, String wanted, @Nullable String found) {
    return "it is for "
        + name
        + "="
        + Printable.of(wanted)
        + ", and this system has "
        + (found == null ? "none" : Printable.of(found));
  }

  private static String unquoted(String value) {
    if (value.length() >= 2) {
      char quote = value.charAt(0);
      if ((quote == '"' || quote == '\'') && value.charAt(value.length() - 1) == quote) {
        String inner = value.substring(1, value.length() - 1);
        return quote == '"' ? inner.replaceAll("\\\\([\"$`\\\\])", "$1") : inner;
      }
    }
    return value;
  }
}
