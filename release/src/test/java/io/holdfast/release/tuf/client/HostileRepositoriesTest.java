package io.holdfast.release.tuf.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.tuf.MetadataRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Repositories that attack their clients, one a file in {@code hostile-repositories}, whose name
 * says the attack. Adding one needs no code here; {@link HostileRepositories} signs new ones. What
 * is no matter of bytes is elsewhere: too many roots in {@link UpdaterTest}, data that comes too
 * slowly in HttpRepositoryTest and PacedStreamTest.
 *
 * <pre>
 * {"says": what is wrong, in a sentence,
 *  "now": the client's clock,
 *  "ends": "TAKEN", or the reason for which it is refused,
 *  "roles": {"timestamp": 2, ...}          what is believed afterwards, by versions
 *  "known": {"root.json": {...}, ...}      what the client believed before
 *  "served": {"timestamp.json": {...}, ...} what the repository serves: metadata, or text}
 * </pre>
 */
class HostileRepositoriesTest {
  static final Path FOLDER = Path.of("src/test/resources/hostile-repositories");

  /** Larger than any of them. */
  private static final int MAX_BYTES = 4 << 20;

  @TempDir Path folder;

  static Stream<String> every_case() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("every_case")
  void a_client_takes_nothing_from_it_that_it_should_not(String name) throws Exception {
    JsonObject attack = Json.parseObject(Files.readAllBytes(FOLDER.resolve(name)), MAX_BYTES);
    for (String file : attack.object("known").values().keySet()) {
      Files.write(folder.resolve(file), bytes(attack.object("known"), file));
    }
    MetadataFolder known = new MetadataFolder(folder);
    String end = "TAKEN";
    String why = "";
    try {
      Updater client =
          Updater.begin(
              new Served(attack.object("served")), known, Instant.parse(attack.string("now")));
      client.refresh();
      client.roles();
      if (attack.has("wanted")) {
        client.find(attack.string("wanted"));
      }
    } catch (MetadataRefusedException e) {
      end = e.reason().toString();
      why = e.getMessage();
    }
    assertThat(end)
        .as(name + ": " + attack.string("says") + " " + why)
        .isEqualTo(attack.string("ends"));
    assertThat(versions(known, attack.object("roles"))).isEqualTo(attack.object("roles").values());
  }

  private static Map<String, @Nullable Object> versions(MetadataFolder known, JsonObject roles)
      throws Exception {
    Map<String, @Nullable Object> versions = new LinkedHashMap<>();
    for (String role : roles.values().keySet()) {
      byte[] bytes = known.read(role, MAX_BYTES);
      versions.put(
          role,
          bytes == null
              ? 0L
              : Json.parseObject(bytes, MAX_BYTES)
                  .object("signed")
                  .number("version", 1, Long.MAX_VALUE));
    }
    return versions;
  }

  /** Metadata as it was signed, or a text that is none. */
  private static byte[] bytes(JsonObject files, String name) throws JsonException {
    String text =
        files.values().get(name) instanceof String written
            ? written
            : Json.write(files.object(name).values());
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A web server that serves what a case says; the text "endless" is one that never ends. */
  private record Served(JsonObject files) implements Fetcher {
    @Override
    public byte @Nullable [] fetch(String path, int mostBytes) throws IOException {
      if (!files.has(path)) {
        return null;
      }
      try {
        byte[] bytes = bytes(files, path);
        if (bytes.length > mostBytes || "endless".equals(files.values().get(path))) {
          throw new TooLargeException(path);
        }
        return bytes;
      } catch (JsonException e) {
        throw new IOException(e);
      }
    }

    @Override
    public InputStream open(String path, long length) {
      return new ByteArrayInputStream(new byte[0]);
    }

    @Override
    public String describe() {
      return "the attacker";
    }
  }
}
