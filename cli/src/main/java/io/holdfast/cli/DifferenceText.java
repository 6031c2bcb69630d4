package io.holdfast.cli;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.query.Difference;
import io.holdfast.release.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What changed between two inventories, for people and for programs. Stateless. */
final class DifferenceText {
  /** What a person reads; --json has all. */
  private static final int MAX_FILES = 40;

  private DifferenceText() {}

  static String text(Difference difference) {
    StringBuilder text = new StringBuilder();
    InventoryText.line(
        text,
        difference.to().name()
            + " "
            + difference.to().version()
            + ", changes since "
            + difference.from().name()
            + " "
            + difference.from().version());
    if (difference.isEmpty()) {
      InventoryText.line(text, "Nothing changed.");
    }
    section(
        text,
        "Changed",
        difference.changed(),
        each ->
            each.after().name() + " " + each.before().version() + " -> " + each.after().version());
    section(text, "New", difference.added(), InventoryText::one);
    section(text, "Removed", difference.removed(), InventoryText::one);
    section(text, "Built anew, the version unchanged", difference.rebuilt(), InventoryText::one);
    List<Difference.ChangedFile> files = difference.files();
    section(
        text,
        "Files of no package",
        files.subList(0, Math.min(files.size(), MAX_FILES)),
        each -> each.path() + " (" + word(each.how()) + ")");
    if (files.size() > MAX_FILES) {
      InventoryText.line(text, "  and " + (files.size() - MAX_FILES) + " more; --json lists all");
    }
    return text.toString();
  }

  static String json(Difference difference) {
    return Json.write(
        Json.object(
            "from",
                Json.object(
                    "name", difference.from().name(), "version", difference.from().version()),
            "to", Json.object("name", difference.to().name(), "version", difference.to().version()),
            "changed",
                difference.changed().stream()
                    .map(
                        each ->
                            Json.object(
                                "name", each.after().name(),
                                "from", each.before().version(),
                                "to", each.after().version(),
                                "purl", each.after().purl()))
                    .toList(),
            "added", fields(difference.added()),
            "removed", fields(difference.removed()),
            "rebuilt", fields(difference.rebuilt()),
            "files",
                difference.files().stream()
                    .map(each -> Json.object("path", each.path(), "how", word(each.how())))
                    .toList()));
  }

  private static List<Map<String, Object>> fields(List<Component> components) {
    return components.stream().map(InventoryText::fields).toList();
  }

  private static <T> void section(
      StringBuilder text, String title, List<T> all, Function<T, String> words) {
    if (!all.isEmpty()) {
      InventoryText.line(text, title + " (" + all.size() + "):");
      all.forEach(each -> InventoryText.line(text, "  " + words.apply(each)));
    }
  }

  private static String word(Difference.ChangedFile.How how) {
    return how.name().toLowerCase(Locale.ROOT);
  }
}
