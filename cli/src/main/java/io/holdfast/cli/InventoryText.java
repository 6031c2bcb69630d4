package io.holdfast.cli;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.Inventory;
import io.holdfast.release.Printable;
import io.holdfast.release.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An inventory, for people and for programs. Stateless. */
final class InventoryText {
  private InventoryText() {}

  static String text(Inventory inventory, boolean files) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        inventory.subject().kind().name().toLowerCase(Locale.ROOT)
            + " "
            + inventory.subject().name()
            + " "
            + inventory.subject().version()
            + ": "
            + inventory.components().size()
            + " components, "
            + inventory.fileCount()
            + " files, "
            + inventory.unowned().size()
            + " of them of no package");
    for (Component component : inventory.components()) {
      line(text, one(component));
      if (files) {
        list(text, component.files());
      }
    }
    if (files) {
      line(text, "of no package");
      list(text, inventory.unowned());
    }
    return text.toString();
  }

  static String json(Inventory inventory, boolean files) {
    List<Map<String, Object>> components = new ArrayList<>();
    for (Component component : inventory.components()) {
      Map<String, Object> fields = fields(component);
      fields.put("licences", component.licences());
      fields.put("files", files ? paths(component.files()) : component.files().size());
      components.add(fields);
    }
    return Json.write(
        Json.object(
            "kind", inventory.subject().kind().name().toLowerCase(Locale.ROOT),
            "name", inventory.subject().name(),
            "version", inventory.subject().version(),
            "builtAt", inventory.subject().builtAt(),
            "components", components,
            "filesOfNoPackage", files ? paths(inventory.unowned()) : inventory.unowned().size()));
  }

  /** A component on a line. */
  static String one(Component component) {
    String source =
        component.source().equals(component.name())
            ? ""
            : "  from " + component.source() + " " + component.sourceVersion();
    String place = component.location().isEmpty() ? "" : "  in " + component.location();
    return component.name()
        + " "
        + component.version()
        + (component.architecture().isEmpty() ? "" : " " + component.architecture())
        + source
        + place;
  }

  static Map<String, Object> fields(Component component) {
    return Json.object(
        "kind", component.kind().name().toLowerCase(Locale.ROOT),
        "ecosystem", component.ecosystem().name().toLowerCase(Locale.ROOT),
        "name", component.name(),
        "version", component.version(),
        "architecture", component.architecture(),
        "origin", component.origin(),
        "source", component.source(),
        "sourceVersion", component.sourceVersion(),
        "purl", component.purl(),
        "location", component.location());
  }

  /** Whoever made the document may have put in it what steers a terminal. */
  static void line(StringBuilder text, String line) {
    text.append(Printable.of(line)).append(System.lineSeparator());
  }

  private static void list(StringBuilder text, List<FileEntry> files) {
    files.forEach(file -> line(text, "  " + file.digest().hex() + "  " + file.path()));
  }

  private static List<Map<String, Object>> paths(List<FileEntry> files) {
    return files.stream()
        .map(file -> Json.object("path", file.path(), "digest", file.digest().toString()))
        .toList();
  }
}
