package io.holdfast.node.loader;

import io.holdfast.node.evidence.BootId;
import io.holdfast.node.trial.Booted;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was booted, as the early start found it, for all that runs later in this boot. Stateless.
 */
public final class BootedFile {
  private static final int MAX_BYTES = 4096;

  private BootedFile() {}

  /** Writes it. */
  public static void write(Path file, Booted booted, BootId boot) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("format", 1);
    values.put("generation", booted instanceof Booted.ByEntry(int number) ? number : 0);
    values.put("boot", boot.hex());
    // It lives in memory for one boot: nothing is gained by flushing it.
    Files.writeString(file, Json.write(values));
  }

  /**
   * Reads it.
   *
   * @throws IOException if the early start did not get so far
   */
  public static Booted read(Path file) throws IOException {
    try {
      JsonObject values = Json.parseObject(Files.readAllBytes(file), MAX_BYTES);
      int generation = (int) values.number("generation", 0, Integer.MAX_VALUE);
      return generation == 0 ? new Booted.InRecovery() : new Booted.ByEntry(generation);
    } catch (NoSuchFileException e) {
      throw new IOException(
          file + " is not there: this is no Holdfast node, or its early start failed. See dmesg.",
          e);
    } catch (JsonException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
