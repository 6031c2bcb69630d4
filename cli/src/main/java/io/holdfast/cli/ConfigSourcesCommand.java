package io.holdfast.cli;

import io.holdfast.config.yaml.Problems;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast config sources}. */
@Command(
    name = "sources",
    description = {
      "Lists what a machine's configuration is read from, in the order in which it counts, the last"
          + " most: the files of its folders, and what its kernel's command line says.",
      "Nothing is fetched and no datasource is asked; no file is read but the command line."
    },
    footer = {"", "Example:", "  holdfast config sources --root /mnt --json"})
final class ConfigSourcesCommand extends WorkstationCommand {
  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "Where the machine's files are; / if it is this one.")
  private Path root = Path.of("/");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Problems problems = new Problems();
    SourceTable table = SourceTable.below(root, problems);
    print(json ? table.json() : table.text());
    problems.throwIfAny();
    return ExitCode.DONE;
  }
}
