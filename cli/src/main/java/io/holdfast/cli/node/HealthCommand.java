package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.health.HealthFile;
import io.holdfast.node.health.HealthSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast health}. */
@Command(
    name = "health",
    description = "Shows the newest look at each health check.",
    footer = {"", "Example:", "  holdfast health"})
final class HealthCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Path file = NodePaths.OF_THIS_NODE.health();
    if (!Files.exists(file)) {
      throw new IOException(
          file
              + " is not there yet: the agent has not looked at any check. Try again in a moment, or see 'systemctl status holdfast-agent'.");
    }
    if (json) {
      System.out.print(Files.readString(file));
      return ExitCode.DONE;
    }
    HealthSnapshot snapshot = HealthFile.read(file);
    System.out.print(snapshot.text());
    return snapshot.healthy() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
