package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Barred;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast allow}. */
@Command(
    name = "allow",
    description = "Lets a release be tried again that failed on this node.",
    footer = {"", "Example:", "  holdfast allow 3f2a90c1d4e5"})
final class AllowCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Parameters(
      paramLabel = "MANIFEST",
      description = "Its manifest's digest, whole or the beginning, as status shows it.")
  private String manifest = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    NodeContext node = NodeContext.ofThisNode();
    String wanted = manifest.startsWith("sha256:") ? manifest.substring(7) : manifest;
    Digest digest =
        node.store().read().barred().stream()
            .map(Barred::manifest)
            .filter(barred -> wanted.length() >= 8 && barred.hex().startsWith(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "Nothing barred here begins with " + wanted + ". See 'holdfast status'."));
    node.steps()
        .run(
            node.store().update(state -> TrialMachine.allow(state, digest)),
            (number, generation, about) -> {});
    if (json) {
      System.out.print(Json.write(Map.of("allowed", digest.toString())));
    } else {
      System.out.println(digest + " may be tried again.");
    }
    return ExitCode.DONE;
  }
}
