package io.holdfast.config.apply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The form of a file of systemd's settings with one section, as Kairos writes it: the signs {@code
 * =} of a section stand below each other. Pure.
 */
final class SectionFile {
  private SectionFile() {}

  /**
   * The text with these settings in the section; those of other names stay, and so do other
   * sections and comments.
   */
  static String with(String text, String section, Map<String, String> settings) {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    Map<String, String> all = new LinkedHashMap<>();
    boolean inside = false;
    boolean seen = false;
    for (String line : text.lines().toList()) {
      String stripped = line.strip();
      if (stripped.startsWith("[")) {
        inside = stripped.equals("[" + section + "]");
        seen |= inside;
        if (inside) {
          continue;
        }
      }
      int equals = stripped.indexOf('=');
      boolean comment = stripped.startsWith("#") || stripped.startsWith(";");
      if (inside && equals > 0 && !comment) {
        all.put(stripped.substring(0, equals).strip(), stripped.substring(equals + 1).strip());
      } else if (!stripped.isEmpty()) {
        (seen && !inside ? after : before).add(stripped);
      }
    }
    all.putAll(settings);
    int width = all.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder out = new StringBuilder();
    before.forEach(line -> out.append(line).append('\n'));
    out.append('[').append(section).append("]\n");
    all.forEach(
        (name, value) ->
            out.append(name)
                .append(" ".repeat(width - name.length()))
                .append(" = ")
                .append(value)
                .append('\n'));
    if (!after.isEmpty()) {
      out.append('\n');
      after.forEach(line -> out.append(line).append('\n'));
    }
    return out.toString();
  }
}
