package io.holdfast.config.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The tables of docs/configuration.md. */
final class ReferencePage {
  private ReferencePage() {}

  static String text() {
    // The same mapping in several places, such as a file, is one section with several paths.
    Map<String, List<Entry>> sections = new LinkedHashMap<>();
    Map<String, TreeSet<String>> places = new LinkedHashMap<>();
    Map<String, String> first = new LinkedHashMap<>();
    for (Entry entry : Entry.all()) {
      String same = entry.mapping().what() + entry.mapping().names();
      places.computeIfAbsent(same, _ -> new TreeSet<>()).add(entry.section());
      String section = first.computeIfAbsent(same, _ -> entry.section());
      if (section.equals(entry.section())) {
        sections.computeIfAbsent(same, _ -> new ArrayList<>()).add(entry);
      }
    }
    StringBuilder out = new StringBuilder();
    sections.forEach(
        (same, entries) -> section(places.getOrDefault(same, new TreeSet<>()), entries, out));
    return out.toString();
  }

  private static void section(Set<String> places, List<Entry> entries, StringBuilder out) {
    String section = entries.getFirst().section();
    if (section.isEmpty()) {
      out.append("## The file\n\n");
    } else {
      out.append("## ").append(entries.getFirst().mapping().what()).append(": ");
      out.append(String.join(", ", places.stream().map(place -> "`" + place + "`").toList()));
      out.append("\n\n");
      if (!entries.getFirst().cause().isEmpty()) {
        out.append("Not supported, as `")
            .append(entries.getFirst().cause())
            .append("` is not.\n\n");
      }
    }
    out.append("| key | value | default | example | |\n|---|---|---|---|---|\n");
    for (Entry entry : entries) {
      Key key = entry.key();
      out.append("| `").append(key.name()).append('`');
      out.append(key.isRequired() ? " (needed)" : "");
      out.append(" | ").append(KeyText.form(key.form()));
      out.append(" | ").append(key.fallback().isEmpty() ? "" : "`" + key.fallback() + "`");
      out.append(" | `").append(key.name()).append(": ").append(key.example()).append('`');
      out.append(" | ").append(KeyText.sentence(key)).append(" |\n");
    }
    out.append('\n');
  }
}
