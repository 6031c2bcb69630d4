package io.holdfast.cli;

import io.holdfast.release.Digest;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.repository.RepositoryFetcher;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.client.MetadataFolder;
import io.holdfast.release.tuf.client.Updater;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a repository's signed metadata says must not run. */
final class WithdrawnOptions {
  @Option(
      names = "--from",
      paramLabel = "REPO",
      description = "The repository whose signed metadata says what is withdrawn.")
  private @Nullable String from;

  @Option(
      names = "--root",
      paramLabel = "FILE",
      description = "The root of that metadata that you were given.")
  private @Nullable Path root;

  boolean isGiven() {
    return from != null || root != null;
  }

  /**
   * Asks the repository; nothing, and a remark, if none is named.
   *
   * @param known where what was believed is kept, so that an older answer is not believed later
   * @throws MetadataRefusedException if it cannot be believed
   * @throws IllegalArgumentException if the repository or the root alone is named
   */
  Statements read(Path known, PrintWriter err) throws IOException, MetadataRefusedException {
    if (!isGiven()) {
      err.println(
          "What is withdrawn is not asked for, nor which versions are the lowest. Add '--from REPO"
              + " --root FILE' to ask a repository.");
      return Statements.NONE;
    }
    if (from == null || root == null) {
      throw new IllegalArgumentException(
          "What is withdrawn is believed only with signed metadata: name both '--from REPO' and"
              + " '--root FILE'.");
    }
    byte[] trusted = Files.readAllBytes(root);
    MetadataFolder folder = new MetadataFolder(known.resolve(Digest.of(trusted).hex()));
    if (!Files.isDirectory(folder.folder())) {
      folder.begin(trusted);
    }
    String base = from.endsWith("/") ? from : from + "/";
    Updater updater =
        Updater.begin(
            RepositoryFetcher.at(base + SignedStatements.METADATA), folder, Instant.now());
    updater.refresh();
    return SignedStatements.read(
        updater.roles(), RepositoryFetcher.at(base + SignedStatements.TARGETS));
  }
}
