package io.holdfast.cli;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.SignedStatements;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The words by which commands name something in a repository, and the keys that sign for it. */
final class RepoSubject {
  @Parameters(index = "0", paramLabel = "REPO", description = "The repository's folder.")
  Path repository = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "The release's name; with --content, the channel's.")
  private String name = "";

  @Option(names = "--version", required = true, description = "Its version.")
  Version version = new Version("0");

  @Option(names = "--content", description = "It is content or an extension, not a release.")
  private boolean content;

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Mixin final SigningOptions signing = new SigningOptions();

  Kind kind() {
    return content ? Kind.CONTENT : Kind.RELEASE;
  }

  String name() {
    return name;
  }

  ReleaseName release() {
    return new ReleaseName(name);
  }

  ChannelName channel() {
    return new ChannelName(name);
  }

  /** Of its manifest, as the repository has it. */
  Digest digest() throws IOException {
    Repository from = Repository.at(repository.toString());
    return content
        ? from.content(channel(), version).digest()
        : from.manifest(release(), version).digest();
  }

  /** What the metadata calls it. */
  String target() {
    return content
        ? SignedStatements.target(channel(), version)
        : SignedStatements.target(release(), version);
  }

  /** For messages. */
  @Override
  public String toString() {
    return kind() + " " + name + " " + version;
  }
}
