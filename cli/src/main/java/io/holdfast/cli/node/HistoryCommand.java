package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.status.NodeStatus;
import io.holdfast.release.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast history}. */
@Command(
    name = "history",
    description = "Lists what became of every trial, newest last.",
    footer = {"", "Example:", "  holdfast history"})
final class HistoryCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    List<String> lines = NodeStatus.of(NodeContext.ofThisNode()).history();
    if (json) {
      System.out.print(Json.write(Map.of("history", lines)));
    } else {
      lines.forEach(System.out::println);
    }
    return ExitCode.DONE;
  }
}
