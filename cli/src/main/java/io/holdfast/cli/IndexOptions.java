package io.holdfast.cli;

import io.holdfast.inventory.index.IndexFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the index of who carries what is. */
final class IndexOptions {
  @Option(
      names = "--index",
      paramLabel = "FOLDER",
      description = "The index's folder; one in the cache if left out.")
  private @Nullable Path folder;

  /** Opens it, saying if it had to be made again. */
  IndexFolder open(PrintWriter err) throws IOException {
    return IndexFolder.open(place(), err::println);
  }

  /** The folder. */
  Path place() {
    Path place = folder == null ? Workplace.cache().folder().resolve("inventory-index") : folder;
    return place.toAbsolutePath();
  }
}
