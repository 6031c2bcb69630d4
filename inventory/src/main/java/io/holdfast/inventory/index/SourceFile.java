package io.holdfast.inventory.index;

import io.holdfast.host.DurableFile;
import io.holdfast.inventory.index.database.IndexUnusableException;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The list in a file beside the index's. Not thread-safe. */
final class SourceFile implements SourceList {
  private static final String NAME = "sources.json";

  /** A thousand releases and a million nodes in files of a thousand come to two thousand. */
  private static final int MAX_SOURCES = 100_000;

  private static final int MAX_BYTES = 64 << 20;

  private final Path file;
  private final List<Source> sources;

  private SourceFile(Path file, List<Source> sources) {
    this.file = file;
    this.sources = sources;
  }

  /**
   * Reads it; one that is not there is empty.
   *
   * @throws IOException if it cannot be read as such a list
   */
  static SourceFile in(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    return new SourceFile(file, read(file));
  }

  @Override
  public List<Source> all() {
    return List.copyOf(sources);
  }

  @Override
  public void add(Source source) throws IOException {
    if (sources.contains(source)) {
      return;
    }
    List<Source> more = new ArrayList<>(sources);
    more.removeIf(each -> each.isReplacedBy(source));
    if (more.size() >= MAX_SOURCES) {
      throw new IOException(
          "An index is made of at most " + MAX_SOURCES + " files. Put statements together.");
    }
    more.add(source);
    replace(more);
  }

  private void replace(List<Source> others) throws IOException {
    List<Map<String, Object>> list = others.stream().map(Source::toJson).toList();
    try {
      DurableFile.replace(file, Json.write(Json.object("format", 1, "sources", list)));
    } catch (IOException e) {
      throw new IndexUnusableException(
          "What the index is made of cannot be written to " + file + ": " + e.getMessage(), e);
    }
    List<Source> copy = List.copyOf(others);
    sources.clear();
    sources.addAll(copy);
  }

  private static List<Source> read(Path file) throws IOException {
    List<Source> sources = new ArrayList<>();
    if (!Files.exists(file)) {
      return sources;
    }
    try {
      JsonObject object = Json.parseObject(Files.readAllBytes(file), MAX_BYTES);
      object.number("format", 1, 1);
      for (JsonObject each : object.objects("sources", MAX_SOURCES)) {
        sources.add(Source.of(each));
      }
      return sources;
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException(
          "What the index was made of cannot be read from "
              + file
              + ": "
              + e.getMessage()
              + ". Delete the folder, and import the documents again.",
          e);
    }
  }
}
