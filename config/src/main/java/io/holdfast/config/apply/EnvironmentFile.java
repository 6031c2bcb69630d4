package io.holdfast.config.apply;

import java.util.Map;

/** The form of an environment file: {@code NAME="value"} a line. Pure. */
final class EnvironmentFile {
  private EnvironmentFile() {}

  /** The text with these variables; lines of other names, comments too, stay as they are. */
  static String with(String text, Map<String, String> variables) {
    StringBuilder out = new StringBuilder();
    text.lines()
        .filter(line -> !variables.containsKey(nameOf(line)))
        .forEach(line -> out.append(line).append('\n'));
    variables.forEach(
        (name, value) -> out.append(name).append('=').append(quoted(value)).append('\n'));
    return out.toString();
  }

  private static String nameOf(String line) {
    String stripped = line.strip();
    String assigned = stripped.startsWith("export ") ? stripped.substring(7).strip() : stripped;
    int equals = assigned.indexOf('=');
    return equals < 0 ? "" : assigned.substring(0, equals).strip();
  }

  /** Escapes what a shell and systemd.exec(5) would read as more than text in double quotes. */
  private static String quoted(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\' || c == '$' || c == '`') {
        out.append('\\');
      }
      out.append(c);
    }
    return out.append('"').toString();
  }
}
