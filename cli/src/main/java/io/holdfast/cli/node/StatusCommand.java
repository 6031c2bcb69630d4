package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.node.policy.AcceptedKeys;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.statement.NodeKey;
import io.holdfast.node.statement.OwnStatement;
import io.holdfast.node.status.Drift;
import io.holdfast.node.status.NodeStatus;
import io.holdfast.node.status.PersistentFolders;
import io.holdfast.release.json.Json;
import io.holdfast.release.trust.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast status}. */
@Command(
    name = "status",
    description =
        "Shows on one screen what runs, what is on trial, what the slots hold and what failed last.",
    footer = {
      "",
      "Examples:",
      "  holdfast status --json",
      "  holdfast status --statement > edge-1.json"
    })
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

  @Option(
      names = "--statement",
      description =
          "Print what the node holds as a signed statement, for 'holdfast inventory nodes import'.")
  private boolean statement;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Sign with this private key, not with the node's own.")
  private @Nullable Path key;

  @Option(
      names = "--statement-key",
      description = "Print the public key that the node signs its statements with, in PEM.")
  private boolean statementKey;

  @Override
  public Integer call() throws IOException {
    NodeContext node = NodeContext.ofThisNode();
    if (statement || statementKey) {
      SigningKey signer =
          key == null ? new NodeKey(node.paths()).get() : SigningKey.read(key, null);
      System.out.print(
          statement ? OwnStatement.of(node).signed(signer).toJson() : signer.publicKey().toPem());
      return ExitCode.DONE;
    }
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
