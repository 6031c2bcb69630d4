package io.holdfast.cli;

import io.holdfast.release.Version;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryException;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that say which release a node gets, who must have signed it, and how it is set up.
 */
final class ReleaseOptions {
  @Option(names = "--from", required = true, paramLabel = "REPO", description = "The repository.")
  private String from = "";

  @Option(names = "--config", paramLabel = "FILE", description = "The node's cloud-config.")
  private @Nullable Path config;

  @Option(
      names = "--trust",
      required = true,
      paramLabel = "FILE",
      description = "Public key that must have signed the release; may be repeated.")
  private List<Path> trust = new ArrayList<>();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the release, if the repository has several.")
  private @Nullable ReleaseName name;

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "Version of the release; the newest if left out.")
  private @Nullable Version version;

  Repository repository() throws RepositoryException {
    return Repository.at(from);
  }

  /** Null for the only one there is. */
  @Nullable ReleaseName name() {
    return name;
  }

  /** Null for the newest. */
  @Nullable Version version() {
    return version;
  }

  TrustedKeys trusted() throws IOException {
    List<ReleaseKey> keys = new ArrayList<>();
    for (Path file : trust) {
      keys.add(ReleaseKey.read(file));
    }
    return new TrustedKeys(keys);
  }

  /** Whether a configuration was given. */
  boolean hasConfig() {
    return config != null;
  }

  /**
   * The configuration's file, for messages about it.
   *
   * @throws IllegalArgumentException if none was given: nothing is installed without one
   */
  Path configFile() {
    if (config == null) {
      throw new IllegalArgumentException(
          "No configuration was given, and without one nobody could log in to the node. Write one"
              + " with 'holdfast config new node.yaml', and add '--config node.yaml'.");
    }
    return config;
  }

  /** The configuration's text, not looked at. */
  String config() throws IOException {
    return Files.readString(configFile());
  }
}
