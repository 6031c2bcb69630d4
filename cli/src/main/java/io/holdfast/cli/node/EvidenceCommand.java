package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.evidence.EvidenceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast evidence}. */
@Command(
    name = "evidence",
    description = "Shows what the node kept of a failed trial: why, who, and the last words.",
    footer = {"", "Example:", "  holdfast evidence 3"})
final class EvidenceCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Parameters(arity = "0..1", paramLabel = "N", description = "Which; the newest if left out.")
  private int number;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    NodePaths paths = NodePaths.OF_THIS_NODE;
    EvidenceFolder folder = new EvidenceFolder(paths.evidence());
    List<Integer> numbers = folder.numbers();
    if (numbers.isEmpty()) {
      throw new IOException("Nothing has failed on this node: there is no evidence.");
    }
    int wanted = number == 0 ? numbers.getLast() : number;
    if (!numbers.contains(wanted)) {
      throw new IOException("There is no evidence " + wanted + "; kept are " + numbers + ".");
    }
    System.out.print(
        json ? Files.readString(paths.evidence().resolve(wanted + ".json")) : folder.text(wanted));
    return ExitCode.DONE;
  }
}
