package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.Problems;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast config sources}, on a workstation and on a node alike. */
@Command(
    name = "sources",
    description = {
      "Lists what a machine's configuration is read from, in the order in which it counts, the last"
          + " most: the files of its folders, and what its kernel's command line says.",
      "Nothing is fetched and no datasource is asked; no file is read but the command line."
    },
    footer = {"", "Example:", "  holdfast config sources --root /mnt --json"})
public final class ConfigSourcesCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "Where the machine's files are; / if it is this one.")
  private Path root = Path.of("/");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws ConfigException {
    Problems problems = new Problems();
    SourceTable table = SourceTable.below(root, problems);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(json ? table.json() : table.text());
    out.flush();
    problems.throwIfAny();
    return ExitCode.DONE;
  }
}
