package io.holdfast.cli;

import io.holdfast.host.Progress;
import io.holdfast.inventory.index.IndexPlace;
import io.holdfast.inventory.index.KeptIndex;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the index of who carries what is. */
final class IndexOptions {
  @Option(
      names = "--index",
      paramLabel = "PLACE",
      description =
          "The index: a folder, one in the cache if left out, or a database of PostgreSQL,"
              + " jdbc:postgresql://HOST[:PORT]/DATABASE, with user and password in PGUSER and"
              + " PGPASSWORD or in ~/.pgpass.")
  private @Nullable String place;

  /**
   * Opens it, saying if it had to be made again, and if others are waited for.
   *
   * @throws IllegalArgumentException if it is meant as an address of a server, and is none
   */
  KeptIndex open(PrintWriter err, Progress progress) throws IOException {
    progress.step("open the index");
    return KeptIndex.open(place(), err::println);
  }

  /** What repositories said last, as it was believed: a folder, also of an index on a server. */
  Path metadata() {
    Path folder = place() instanceof IndexPlace.Folder(Path path) ? path : ofCache();
    return folder.resolve("metadata");
  }

  private IndexPlace place() {
    return place == null ? new IndexPlace.Folder(ofCache()) : IndexPlace.of(place, System.getenv());
  }

  private static Path ofCache() {
    return Workplace.cache().folder().resolve("inventory-index").toAbsolutePath();
  }
}
