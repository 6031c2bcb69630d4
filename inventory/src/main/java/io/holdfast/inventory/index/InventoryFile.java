package io.holdfast.inventory.index;

import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.document.CycloneDxReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** An inventory in a file of its own. Stateless. */
public final class InventoryFile {
  private InventoryFile() {}

  /** Reads it. */
  public static Inventory read(Path file) throws IOException {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return CycloneDxReader.read(stream);
    }
  }
}
