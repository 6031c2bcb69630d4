package io.holdfast.inventory.collect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The format of Debian's control files (deb822(5)): paragraphs of fields, a field's further lines
 * beginning with a space. Stateless.
 */
final class Deb822 {
  private Deb822() {}

  /**
   * Its paragraphs. Field names are in lower case, for they do not tell it apart; further lines are
   * joined by line feeds. A line that is neither is passed over: people write copyright files.
   */
  static List<Map<String, String>> paragraphs(String text) {
    List<Map<String, String>> paragraphs = new ArrayList<>();
    Map<String, String> paragraph = new HashMap<>();
    String field = "";
    StringBuilder value = new StringBuilder();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.isBlank()) {
        put(paragraph, field, value);
        field = "";
        if (!paragraph.isEmpty()) {
          paragraphs.add(paragraph);
          paragraph = new HashMap<>();
        }
      } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        value.append('\n').append(line.strip());
      } else {
        put(paragraph, field, value);
        int colon = line.indexOf(':');
        field = colon < 1 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
        value.append(line.substring(colon + 1).strip());
      }
    }
    put(paragraph, field, value);
    if (!paragraph.isEmpty()) {
      paragraphs.add(paragraph);
    }
    return paragraphs;
  }

  private static void put(Map<String, String> paragraph, String field, StringBuilder value) {
    if (!field.isEmpty()) {
      paragraph.put(field, value.toString());
    }
    value.setLength(0);
  }
}
