package io.holdfast.image.inspect;

import io.holdfast.image.inspect.Inspection.Kind;
import io.holdfast.image.inspect.Inspection.Notes;
import io.holdfast.inventory.Component;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.document.CycloneDxReader;
import io.holdfast.inventory.document.InventoryException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Looks at an inventory. It has no signature of its own: a release's manifest names its digest. */
final class InventoryInspection {
  private InventoryInspection() {}

  static Inspection of(Path file) throws IOException {
    Notes notes = new Notes();
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      Inventory inventory = CycloneDxReader.read(bytes);
      notes.fact("of", inventory.subject().name() + " " + inventory.subject().version());
      Map<Component.Kind, Integer> counts = new EnumMap<>(Component.Kind.class);
      long files = inventory.unowned().size();
      for (Component component : inventory.components()) {
        counts.merge(component.kind(), 1, Integer::sum);
        files += component.files().size();
      }
      counts.forEach(
          (kind, count) ->
              notes.fact("components", count + " " + kind.name().toLowerCase(Locale.ROOT)));
      notes.fact("files", files + ", " + inventory.unowned().size() + " of them of no package");
      notes.fact("signed by", "nobody: the manifest of what it is of names its digest");
    } catch (InventoryException e) {
      notes.problem(String.valueOf(e.getMessage()));
    }
    return notes.of(Kind.INVENTORY);
  }
}
