package io.holdfast.config.apply;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The form of an environment file as Kairos writes it: one {@code NAME="value"} a line in the order
 * of the names, whole numbers without quotes. Pure.
 */
final class EnvironmentFile {
  private EnvironmentFile() {}

  /** The text with these variables besides those that it has; comments come first. */
  static String with(String text, Map<String, String> variables) {
    StringBuilder out = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      if (line.strip().startsWith("#")) {
        out.append(line.strip()).append('\n');
      }
    }
    Map<String, String> all = new TreeMap<>(parse(text));
    all.putAll(variables);
    all.forEach((name, value) -> out.append(name).append('=').append(quoted(value)).append('\n'));
    return out.toString();
  }

  /** Names to values; what is no assignment is left out. */
  static Map<String, String> parse(String text) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      String stripped = line.strip();
      String assigned = stripped.startsWith("export ") ? stripped.substring(7).strip() : stripped;
      int equals = assigned.indexOf('=');
      if (equals > 0 && !assigned.startsWith("#")) {
        variables.put(
            assigned.substring(0, equals).strip(), value(assigned.substring(equals + 1).strip()));
      }
    }
    return variables;
  }

  private static String value(String written) {
    if (written.isEmpty()) {
      return "";
    }
    char quote = written.charAt(0);
    if (quote == '"' || quote == '\'') {
      return quoted(written, quote);
    }
    int comment = written.indexOf(" #");
    return comment < 0 ? written : written.substring(0, comment).strip();
  }

  private static String quoted(String written, char quote) {
    StringBuilder value = new StringBuilder();
    for (int i = 1; i < written.length() && written.charAt(i) != quote; i++) {
      char c = written.charAt(i);
      if (c == '\\' && quote == '"' && i + 1 < written.length()) {
        i++;
        c = written.charAt(i) == 'n' ? '\n' : written.charAt(i) == 'r' ? '\r' : written.charAt(i);
      }
      value.append(c);
    }
    return value.toString();
  }

  /** Escapes what a shell and systemd.exec(5) would read as more than text in double quotes. */
  private static String quoted(String value) {
    if (value.matches("-?[0-9]+")) {
      return value;
    }
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\n') {
        out.append("\\n");
      } else if (c == '\r') {
        out.append("\\r");
      } else {
        out.append(c == '"' || c == '\\' || c == '$' || c == '`' ? "\\" : "").append(c);
      }
    }
    return out.append('"').toString();
  }
}
