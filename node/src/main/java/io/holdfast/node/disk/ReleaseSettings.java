package io.holdfast.node.disk;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * What the running release says of itself, in its own signed image.
 *
 * @param name of the release
 * @param version of the release
 * @param bake how long its required checks must hold before its trial commits
 * @param tries how many boots without a trace a trial may take
 * @param built no clock of a node can be right that is before this
 */
public record ReleaseSettings(
    String name, String version, Duration bake, int tries, Instant built) {
  private static final int MAX_BYTES = 64 << 10;
  private static final int FORMAT = 1;
  private static final long MAX_BAKE_SECONDS = 7 * 86_400;
  private static final long MAX_TRIES = 4;

  /** Reads {@code /usr/lib/holdfast/release.json}. */
  public static ReleaseSettings read(NodePaths paths) throws IOException {
    Path file = paths.image().resolve("release.json");
    try {
      JsonObject values = Json.parseObject(Files.readAllBytes(file), MAX_BYTES);
      values.number("format", FORMAT, FORMAT);
      return new ReleaseSettings(
          values.string("name"),
          values.string("version"),
          Duration.ofSeconds(values.number("bakeSeconds", 1, MAX_BAKE_SECONDS)),
          (int) values.number("tries", 1, MAX_TRIES),
          Instant.ofEpochSecond(values.number("builtAt", 0, Long.MAX_VALUE / 1000)));
    } catch (JsonException e) {
      throw new IOException(file + " cannot be used: " + e.getMessage(), e);
    }
  }
}
