package io.holdfast.inventory.index;

import io.holdfast.host.DurableFile;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.document.CycloneDxReader;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.inventory.statement.StatementFile;
import io.holdfast.inventory.statement.StatementKeys;
import io.holdfast.release.Digest;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.trust.UntrustedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The index in a folder, beside a list of all that was put into it: when its file is damaged, it is
 * made again from that. One process uses it at a time; not thread-safe.
 */
public final class IndexFolder implements AutoCloseable {
  private static final String INDEX = "index.sqlite";
  private static final List<String> BESIDE = List.of("", "-wal", "-shm");
  private static final String SOURCES = "sources.json";

  /** A thousand releases and a million nodes in files of a thousand come to two thousand. */
  private static final int MAX_SOURCES = 100_000;

  private static final int MAX_SOURCES_BYTES = 64 << 20;

  private final Path folder;
  private final List<Source> sources;
  private CarrierIndex index;

  private IndexFolder(Path folder, List<Source> sources, CarrierIndex index) {
    this.folder = folder;
    this.sources = new ArrayList<>(sources);
    this.index = index;
  }

  /**
   * Opens it; makes it if it is not there, and makes the index again if its file is damaged.
   *
   * @param told of what had to be made again, and what could not be
   */
  public static IndexFolder open(Path folder, Consumer<String> told) throws IOException {
    Files.createDirectories(folder);
    List<Source> sources = readSources(folder.resolve(SOURCES));
    Path file = folder.resolve(INDEX);
    boolean lost = !Files.exists(file) && !sources.isEmpty();
    try {
      IndexFolder opened = new IndexFolder(folder, sources, CarrierIndex.open(file));
      if (lost) {
        told.accept("The index " + file + " is gone; it is made again from its documents.");
        opened.fill(told);
      }
      return opened;
    } catch (IndexDamagedException e) {
      return again(folder, sources, e, told);
    }
  }

  /** What an index is used for. */
  @FunctionalInterface
  public interface Use<T> {
    /** Asks or changes it. */
    T of(CarrierIndex index) throws IOException;
  }

  /**
   * Uses the index; if its file turns out to be damaged, it is made again and used once more.
   *
   * @param told as with {@link #open}
   */
  public <T> T use(Use<T> use, Consumer<String> told) throws IOException {
    try {
      return use.of(index);
    } catch (IndexDamagedException e) {
      index.close();
      delete(folder.resolve(INDEX));
      told.accept(e.getMessage() + ". It is made again from its documents.");
      index = CarrierIndex.open(folder.resolve(INDEX));
      fill(told);
      return use.of(index);
    }
  }

  /**
   * Adds the inventory of a release, its manifest being verified.
   *
   * @return false if it was there
   */
  public boolean addRelease(String repository, ReleaseRef release, Consumer<String> told)
      throws IOException, ManifestException {
    ReleaseDocument document = ReleaseDocument.read(repository, release);
    boolean added = use(each -> each.add(document), told);
    remember(
        new Source(
            Source.Kind.RELEASE,
            repository,
            release.name().text(),
            release.version().text(),
            release.manifest()));
    return added;
  }

  /**
   * Adds the inventory of content or of an extension, its manifest being verified.
   *
   * @return false if it was there
   */
  public boolean addContent(String repository, ContentRef content, Consumer<String> told)
      throws IOException, ManifestException {
    Inventory inventory = ContentDocument.read(repository, content);
    boolean added = use(each -> each.add(inventory), told);
    remember(
        new Source(
            Source.Kind.CONTENT,
            repository,
            content.channel().text(),
            content.version().text(),
            content.manifest()));
    return added;
  }

  /**
   * Adds an inventory's file, that of no release.
   *
   * @return false if it was there
   */
  public boolean addFile(Path file, Consumer<String> told) throws IOException {
    Inventory inventory = read(file);
    boolean added = use(each -> each.add(inventory), told);
    remember(source(Source.Kind.INVENTORY, file));
    return added;
  }

  /**
   * Adds what nodes say.
   *
   * @param keys who must have signed it
   * @return how many were newer than what was known
   */
  public long addNodes(Path file, StatementKeys keys, Consumer<String> told)
      throws IOException, UntrustedException, JsonException {
    List<NodeStatement> statements = StatementFile.read(file, keys);
    long added = use(each -> each.addNodes(statements), told);
    remember(source(Source.Kind.NODES, file));
    return added;
  }

  @Override
  public void close() throws IOException {
    index.close();
  }

  /** Reads an inventory's file. */
  public static Inventory read(Path file) throws IOException {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return CycloneDxReader.read(stream);
    }
  }

  private static IndexFolder again(
      Path folder, List<Source> sources, IndexDamagedException damage, Consumer<String> told)
      throws IOException {
    told.accept(damage.getMessage() + ". It is made again from its documents.");
    Path file = folder.resolve(INDEX);
    delete(file);
    IndexFolder made = new IndexFolder(folder, sources, CarrierIndex.open(file));
    made.fill(told);
    return made;
  }

  private static void delete(Path file) throws IOException {
    for (String ending : BESIDE) {
      Files.deleteIfExists(Path.of(file + ending));
    }
  }

  private void fill(Consumer<String> told) throws IOException {
    for (Source source : sources) {
      try {
        fill(source);
      } catch (IOException | ManifestException | UntrustedException | JsonException e) {
        told.accept(
            "Left out, for it cannot be read any more: " + source.from() + ": " + e.getMessage());
      }
    }
  }

  private void fill(Source source)
      throws IOException, ManifestException, UntrustedException, JsonException {
    switch (source.kind()) {
      case RELEASE -> index.add(ReleaseDocument.read(source.from(), source.release()));
      case CONTENT -> index.add(ContentDocument.read(source.from(), source.content()));
      case INVENTORY -> {
        demandSame(source);
        index.add(read(Path.of(source.from())));
      }
      case NODES -> {
        // Who signed it was asked when it was imported, and it is the same still.
        demandSame(source);
        index.addNodes(StatementFile.read(Path.of(source.from()), StatementKeys.ANY));
      }
    }
  }

  private static void demandSame(Source source) throws IOException {
    if (!source(source.kind(), Path.of(source.from())).digest().equals(source.digest())) {
      throw new IOException("it was changed since it was imported; import it again");
    }
  }

  private static Source source(Source.Kind kind, Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return new Source(kind, file.toAbsolutePath().toString(), "", "", Digest.of(stream));
    }
  }

  private void remember(Source source) throws IOException {
    if (sources.contains(source)) {
      return;
    }
    sources.removeIf(each -> each.isReplacedBy(source));
    if (sources.size() >= MAX_SOURCES) {
      throw new IOException(
          "An index is made of at most " + MAX_SOURCES + " files. Put statements together.");
    }
    sources.add(source);
    List<Map<String, Object>> list = sources.stream().map(Source::toJson).toList();
    DurableFile.replace(
        folder.resolve(SOURCES), Json.write(Json.object("format", 1, "sources", list)));
  }

  private static List<Source> readSources(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      JsonObject object = Json.parseObject(Files.readAllBytes(file), MAX_SOURCES_BYTES);
      object.number("format", 1, 1);
      List<Source> sources = new ArrayList<>();
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
