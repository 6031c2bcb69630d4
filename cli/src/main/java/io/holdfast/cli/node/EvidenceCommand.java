package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.evidence.EvidenceFolder;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.status.EvidenceExport;
import io.holdfast.node.status.NodeStatus;
import io.holdfast.release.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast evidence}. */
@Command(
    name = "evidence",
    description = "Shows what the node kept of a failed trial: why, who, and the last words.",
    footer = {
      "",
      "Examples:",
      "  holdfast evidence 3",
      "  holdfast evidence --export /run/evidence.tar"
    })
final class EvidenceCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Parameters(arity = "0..1", paramLabel = "N", description = "Which; the newest if left out.")
  private int number;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description =
          "Write a tar with status, history and all evidence, or that one, for somebody elsewhere.")
  private @Nullable Path export;

  @Override
  public Integer call() throws IOException, InterruptedException {
    NodePaths paths = NodePaths.OF_THIS_NODE;
    EvidenceFolder folder = new EvidenceFolder(paths.evidence());
    List<Integer> numbers = folder.numbers();
    if (numbers.isEmpty()) {
      throw new IOException("Nothing has failed on this node: there is no evidence.");
    }
    if (export != null) {
      return export(folder, number == 0 ? numbers : List.of(number), export, json);
    }
    int wanted = number == 0 ? numbers.getLast() : number;
    if (!numbers.contains(wanted)) {
      throw new IOException("There is no evidence " + wanted + "; kept are " + numbers + ".");
    }
    System.out.print(
        json ? Files.readString(paths.evidence().resolve(wanted + ".json")) : folder.text(wanted));
    return ExitCode.DONE;
  }

  private static int export(EvidenceFolder folder, List<Integer> numbers, Path file, boolean json)
      throws IOException, InterruptedException {
    new EvidenceExport(NodeStatus.of(NodeContext.ofThisNode()), folder).write(numbers, file);
    if (json) {
      System.out.print(Json.write(Json.object("file", file.toString(), "evidence", numbers)));
      return ExitCode.DONE;
    }
    System.out.println(file + " holds status, history and evidence " + numbers + ".");
    return ExitCode.DONE;
  }
}
