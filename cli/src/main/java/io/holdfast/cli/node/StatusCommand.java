package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.node.policy.AcceptedKeys;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.status.Drift;
import io.holdfast.node.status.NodeStatus;
import io.holdfast.node.status.PersistentFolders;
import io.holdfast.release.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast status}. */
@Command(
    name = "status",
    description =
        "Shows on one screen what runs, what is on trial, what the slots hold and what failed last.",
    footer = {"", "Example:", "  holdfast status --json"})
final class StatusCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--drift",
      description = "List what differs from the release outside the folders that persist.")
  private boolean drift;

  @Option(
      names = "--persistent",
      description =
          "List the folders that persist: the release's, and those of 'persistent' and"
              + " 'install.bind_mounts' in the configuration.")
  private boolean persistent;

  @Option(
      names = "--keys",
      description =
          "List the keys of the release, and those that do not count, for 'trust' in the"
              + " configuration does not name them.")
  private boolean keys;

  @Override
  public Integer call() throws IOException {
    NodeContext node = NodeContext.ofThisNode();
    if (drift) {
      return list("drift", Drift.find(node.paths()));
    }
    if (persistent) {
      return list("persistent", PersistentFolders.of(node.paths()));
    }
    if (keys) {
      return list("keys", AcceptedKeys.of(node.paths()).lines());
    }
    NodeStatus status = NodeStatus.of(node);
    System.out.print(json ? Json.write(status.toJson()) : status.text());
    return ExitCode.DONE;
  }

  private int list(String name, List<String> paths) {
    if (json) {
      System.out.print(Json.write(Map.of(name, paths)));
    } else {
      paths.forEach(System.out::println);
    }
    return ExitCode.DONE;
  }
}
