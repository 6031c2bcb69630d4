package io.holdfast.inventory.index;

import io.holdfast.host.Progress;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.index.database.DocumentRefusedException;
import io.holdfast.inventory.index.database.IndexDamagedException;
import io.holdfast.inventory.index.database.ServerException;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.inventory.statement.StatementFile;
import io.holdfast.inventory.statement.StatementKeys;
import io.holdfast.release.Digest;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The index beside a list of all that was put into it, from which it can be made again. In a folder
 * it is a file, which is made again when it is damaged, and one process uses it at a time; on a
 * server any number do. Not thread-safe.
 */
public final class KeptIndex implements AutoCloseable {
  private static final String INDEX = "index.sqlite";
  private static final List<String> BESIDE = List.of("", "-wal", "-shm");

  /** What a message names of the documents that cannot be read. */
  private static final int NAMED = 20;

  /** Null on a server. */
  private final @Nullable Path file;

  private final SourceList sources;
  private CarrierIndex index;

  private KeptIndex(@Nullable Path file, SourceList sources, CarrierIndex index) {
    this.file = file;
    this.sources = sources;
    this.index = index;
  }

  /**
   * Opens it; makes it if it is not there, and makes the index again if its file is damaged.
   *
   * @param told of what had to be made again, what could not be, and what is waited for
   * @throws ServerException if it is on a server that cannot be reached or used
   */
  public static KeptIndex open(IndexPlace place, Consumer<String> told) throws IOException {
    return switch (place) {
      case IndexPlace.Folder(Path folder) -> open(folder, told);
      case IndexPlace.Server server -> {
        CarrierIndex index = CarrierIndex.open(server.address(), told);
        yield new KeptIndex(null, new SourceTable(index.database(), thisHost()), index);
      }
    };
  }

  private static KeptIndex open(Path folder, Consumer<String> told) throws IOException {
    Files.createDirectories(folder);
    SourceFile sources = SourceFile.in(folder);
    Path file = folder.resolve(INDEX);
    boolean lost = !Files.exists(file) && !sources.all().isEmpty();
    try {
      KeptIndex opened = new KeptIndex(file, sources, CarrierIndex.open(file));
      if (lost) {
        told.accept("The index " + file + " is gone; it is made again from its documents.");
        opened.fill(Progress.SILENT, leftOut(told));
      }
      return opened;
    } catch (IndexDamagedException e) {
      told.accept(e.getMessage() + ". It is made again from its documents.");
      delete(file);
      KeptIndex made = new KeptIndex(file, sources, CarrierIndex.open(file));
      made.fill(Progress.SILENT, leftOut(told));
      return made;
    }
  }

  /** As the kernel has it; a name service would have to be asked for more. */
  private static String thisHost() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
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
      told.accept(e.getMessage() + ". It is made again from its documents.");
      again(Progress.SILENT, leftOut(told));
      return use.of(index);
    }
  }

  /**
   * Makes the index again from its documents. In a folder, those that cannot be read any more are
   * left out and stay in the list. On a server it is made again whole or not at all, and others see
   * what was until it is done.
   *
   * @param forget on a server: whether documents that cannot be read here are forgotten
   * @return what was left out, in words
   * @throws IncompleteException on a server, if there are such documents and they are not to be
   *     forgotten; nothing is changed then
   */
  public List<String> rebuild(boolean forget, Progress progress) throws IOException {
    List<String> left = new ArrayList<>();
    if (file != null) {
      again(progress, left::add);
      return left;
    }
    return index
        .database()
        .change(
            () -> {
              List<Source> lost = new ArrayList<>();
              index.clear();
              for (Source source : sources.all()) {
                String why = failing(source, progress);
                if (!why.isEmpty()) {
                  left.add(why);
                  lost.add(source);
                }
              }
              if (!lost.isEmpty() && !forget) {
                throw new IncompleteException(incomplete(left));
              }
              for (Source each : lost) {
                sources.remove(each);
              }
              return left;
            });
  }

  private static String incomplete(List<String> left) {
    return left.size()
        + " documents of the index cannot be read here, so it was left as it was:\n  "
        + String.join("\n  ", left.subList(0, Math.min(NAMED, left.size())))
        + (left.size() > NAMED ? "\n  and others" : "")
        + "\nMake it again where they are, or import them from here first, or have them forgotten.";
  }

  private void again(Progress progress, Consumer<String> told) throws IOException {
    Path place = file;
    if (place == null) {
      throw new IllegalStateException("only an index in a folder is a file");
    }
    index.close();
    delete(place);
    index = CarrierIndex.open(place);
    fill(progress, told);
  }

  /**
   * Adds the inventory of a release, its manifest being verified.
   *
   * @return false if it was there
   */
  public boolean addRelease(String repository, ReleaseRef release, Consumer<String> told)
      throws IOException, ManifestException {
    ReleaseDocument document = ReleaseDocument.read(repository, release);
    Source source =
        new Source(
            Source.Kind.RELEASE,
            repository,
            release.name().text(),
            release.version().text(),
            release.manifest(),
            "");
    return add(source, each -> each.add(document), told);
  }

  /**
   * Adds the inventory of content or of an extension, its manifest being verified.
   *
   * @return false if it was there
   */
  public boolean addContent(String repository, ContentRef content, Consumer<String> told)
      throws IOException, ManifestException {
    Inventory inventory = ContentDocument.read(repository, content);
    Source source =
        new Source(
            Source.Kind.CONTENT,
            repository,
            content.channel().text(),
            content.version().text(),
            content.manifest(),
            "");
    return add(source, each -> each.add(inventory), told);
  }

  /**
   * Adds an inventory's file, that of no release.
   *
   * @return false if it was there
   */
  public boolean addFile(Path document, Consumer<String> told) throws IOException {
    Inventory inventory = InventoryFile.read(document);
    Source source = source(Source.Kind.INVENTORY, document);
    return add(source, each -> each.add(inventory), told);
  }

  /**
   * Adds what nodes say.
   *
   * @param keys who must have signed it
   * @return how many were newer than what was known
   */
  public long addNodes(Path document, StatementKeys keys, Consumer<String> told)
      throws IOException, UntrustedException, JsonException {
    List<NodeStatement> statements = StatementFile.read(document, keys);
    Source source = source(Source.Kind.NODES, document);
    return add(source, each -> each.addNodes(statements), told);
  }

  /** What is in the index is in the list: both are written, or neither. */
  private <T> T add(Source source, Use<T> use, Consumer<String> told) throws IOException {
    return use(
        each ->
            each.database()
                .change(
                    () -> {
                      T added = use.of(each);
                      sources.add(source);
                      return added;
                    }),
        told);
  }

  @Override
  public void close() throws IOException {
    index.close();
  }

  private static void delete(Path file) throws IOException {
    for (String ending : BESIDE) {
      Files.deleteIfExists(Path.of(file + ending));
    }
  }

  private static Consumer<String> leftOut(Consumer<String> told) {
    return why -> told.accept("Left out, for it cannot be read any more: " + why);
  }

  private void fill(Progress progress, Consumer<String> told) throws IOException {
    for (Source source : sources.all()) {
      String why = failing(source, progress);
      if (!why.isEmpty()) {
        told.accept(why);
      }
    }
  }

  /** Adds a source again; returns why that cannot be, or nothing. */
  private String failing(Source source, Progress progress) throws IOException {
    progress.step("read " + source.from() + " " + source.name() + " " + source.version());
    try {
      if (!source.host().isEmpty() && !source.host().equals(thisHost())) {
        throw new IOException("it is on " + source.host());
      }
      fill(source);
      return "";
    } catch (ServerException | DocumentRefusedException | IndexDamagedException e) {
      throw e;
    } catch (NoSuchFileException e) {
      return source.from() + ": it is not there any more";
    } catch (IOException | ManifestException | UntrustedException | JsonException e) {
      return source.from() + ": " + e.getMessage();
    }
  }

  private void fill(Source source)
      throws IOException, ManifestException, UntrustedException, JsonException {
    switch (source.kind()) {
      case RELEASE -> index.add(ReleaseDocument.read(source.from(), source.release()));
      case CONTENT -> index.add(ContentDocument.read(source.from(), source.content()));
      case INVENTORY -> {
        demandSame(source);
        index.add(InventoryFile.read(Path.of(source.from())));
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
      return new Source(kind, file.toAbsolutePath().toString(), "", "", Digest.of(stream), "");
    }
  }
}
