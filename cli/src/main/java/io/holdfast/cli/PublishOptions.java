package io.holdfast.cli;

import io.holdfast.release.Version;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of commands that publish a folder as one version of something. */
final class PublishOptions {
  @Option(
      names = "--version",
      required = true,
      paramLabel = "VERSION",
      description = "The version, which is not published yet.")
  Version version = new Version("0");

  @Option(
      names = "--from",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder that holds what is published.")
  Path from = Path.of("");

  @Option(
      names = "--to",
      required = true,
      paramLabel = "REPO",
      description = "The repository's folder; made if it is not there.")
  Path repository = Path.of("");

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;
}
