package io.holdfast.inventory.index;

import io.holdfast.host.DurableFile;
import io.holdfast.host.Progress;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.index.database.DocumentRefusedException;
import io.holdfast.inventory.index.database.IndexDamagedException;
import io.holdfast.inventory.index.database.IndexUnusableException;
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
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The index beside a list of all that was put into it, from which it can be made again. In a folder
 * it is a file, which is made again when it is damaged, and one of these uses it at a time; on a
 * server any number do. Not thread-safe.
 */
public final class KeptIndex implements AutoCloseable {
  private static final String INDEX = "index.sqlite";

  /** Of the same file system, so that it can be moved over the index. */
  private static final String NEW = INDEX + ".new";

  /** What SQLite puts beside a file while somebody has it open, or had when he was killed. */
  private static final List<String> BESIDE = List.of("-wal", "-shm");

  /** What a message names of the documents that cannot be read. */
  private static final int NAMED = 20;

  /** Null on a server. */
  private final @Nullable FolderLock lock;

  private final SourceList sources;
  private CarrierIndex index;

  private KeptIndex(@Nullable FolderLock lock, SourceList sources, CarrierIndex index) {
    this.lock = lock;
    this.sources = sources;
    this.index = index;
  }

  /**
   * Opens it; makes it if it is not there, and makes the index again if its file is damaged. Waits
   * for another command that uses the folder.
   *
   * @param told of what had to be made again, what could not be, and what is waited for
   * @throws IndexUnusableException if it is in a folder that another command does not leave, or on
   *     a server that cannot be reached or used
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
    FolderLock lock = FolderLock.take(folder, told);
    try {
      // Only now: whoever had the folder before may have changed the list.
      SourceFile sources = SourceFile.in(lock.folder());
      return new KeptIndex(lock, sources, open(lock, sources, told));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static CarrierIndex open(FolderLock lock, SourceFile sources, Consumer<String> told)
      throws IOException {
    Path file = lock.folder().resolve(INDEX);
    Path halfMade = lock.folder().resolve(NEW);
    demand(halfMade, () -> delete(halfMade));
    if (!Files.exists(file) && !sources.all().isEmpty()) {
      told.accept("The index " + file + " is gone; it is made again from its documents.");
    } else {
      try {
        return CarrierIndex.open(file);
      } catch (IndexDamagedException e) {
        told.accept(e.getMessage() + ". It is made again from its documents.");
      }
    }
    return madeAgain(lock, sources, Progress.SILENT, leftOut(told));
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
      if (!(sources instanceof SourceFile list)) {
        throw e;
      }
      again(list, Progress.SILENT, leftOut(told));
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
    return switch (sources) {
      case SourceFile list -> {
        List<String> left = new ArrayList<>();
        again(list, progress, left::add);
        yield left;
      }
      case SourceTable table -> index.database().change(() -> rebuild(table, forget, progress));
    };
  }

  private List<String> rebuild(SourceTable table, boolean forget, Progress progress)
      throws IOException {
    List<Source> all = table.all();
    List<String> left = new ArrayList<>();
    if (!forget) {
      // First, for to empty the tables of a large fleet and to fill them takes minutes.
      for (Source source : all) {
        tell(left::add, source, unreadable(source));
      }
      demandNone(left);
    }
    index.clear();
    List<Source> lost = new ArrayList<>();
    for (Source source : all) {
      String why = failing(index, source, progress);
      if (!why.isEmpty()) {
        tell(left::add, source, why);
        lost.add(source);
      }
    }
    if (!forget) {
      demandNone(left);
    }
    for (Source each : lost) {
      table.remove(each);
    }
    return left;
  }

  private static void demandNone(List<String> left) throws IncompleteException {
    if (!left.isEmpty()) {
      throw new IncompleteException(incomplete(left));
    }
  }

  private static String incomplete(List<String> left) {
    return left.size()
        + " documents of the index cannot be read here, so it was left as it was:\n  "
        + String.join("\n  ", left.subList(0, Math.min(NAMED, left.size())))
        + (left.size() > NAMED ? "\n  and others" : "")
        + "\nMake it again where they are, or import them from here first, or have them forgotten.";
  }

  private void again(SourceFile list, Progress progress, Consumer<String> told) throws IOException {
    index.close();
    index = madeAgain(Objects.requireNonNull(lock), list, progress, told);
  }

  /**
   * Makes the file again beside the old one, and puts it in the old one's place when it is whole.
   * What ends this early leaves the old file, or none, and then the next command makes it.
   */
  private static CarrierIndex madeAgain(
      FolderLock lock, SourceFile list, Progress progress, Consumer<String> told)
      throws IOException {
    Path made = lock.folder().resolve(NEW);
    demand(made, () -> delete(made));
    try (CarrierIndex index = CarrierIndex.open(made)) {
      for (Source source : list.all()) {
        tell(told, source, failing(index, source, progress));
      }
    }
    Path file = lock.folder().resolve(INDEX);
    demand(file, () -> replace(file, made));
    return CarrierIndex.open(file);
  }

  private static void tell(Consumer<String> told, Source source, String why) {
    if (!why.isEmpty()) {
      told.accept(source.from() + ": " + why);
    }
  }

  private static void replace(Path file, Path made) throws IOException {
    if (Files.exists(Path.of(made + "-wal"))) {
      throw new IOException("SQLite left a part of it in " + made + "-wal");
    }
    try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    // A log of the old file must meet neither the new one, nor be missing from the old one: with
    // no file at all, the next command makes it again.
    DurableFile.delete(file);
    delete(file);
    DurableFile.moveInto(made, file);
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private static void demand(Path file, Step step) throws IndexUnusableException {
    try {
      step.run();
    } catch (IOException e) {
      throw new IndexUnusableException(
          "The index " + file + " cannot be made: " + e.getMessage(), e);
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

  /**
   * What is in the index is in the list. On a server both are written, or neither; in a folder the
   * list is first, and a document that was in the list alone when the power failed gets into the
   * index when it is imported again, or all is made again.
   */
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
    try (FolderLock _ = lock) {
      index.close();
    }
  }

  private static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    for (String ending : BESIDE) {
      Files.deleteIfExists(Path.of(file + ending));
    }
  }

  private static Consumer<String> leftOut(Consumer<String> told) {
    return why -> told.accept("Left out, for it cannot be read any more: " + why);
  }

  /** Why a document is not to be had, as far as one look tells; or nothing. */
  private static String unreadable(Source source) throws IOException {
    if (!source.host().isEmpty() && !source.host().equals(thisHost())) {
      return "it is on " + source.host();
    }
    boolean isRemote = source.from().contains("://");
    return isRemote || Files.exists(Path.of(source.from())) ? "" : "it is not there any more";
  }

  /** Adds a source again; returns why that cannot be, or nothing. */
  private static String failing(CarrierIndex index, Source source, Progress progress)
      throws IOException {
    progress.step("read " + source.from() + " " + source.name() + " " + source.version());
    String why = unreadable(source);
    if (!why.isEmpty()) {
      return why;
    }
    try {
      fill(index, source);
      return "";
    } catch (IndexUnusableException | DocumentRefusedException e) {
      throw e;
    } catch (NoSuchFileException e) {
      return "it is not there any more";
    } catch (IOException | ManifestException | UntrustedException | JsonException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void fill(CarrierIndex index, Source source)
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
