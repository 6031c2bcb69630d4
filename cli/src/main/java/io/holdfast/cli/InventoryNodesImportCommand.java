package io.holdfast.cli;

import io.holdfast.cli.node.LateProgress;
import io.holdfast.inventory.index.CarrierIndex;
import io.holdfast.inventory.index.KeptIndex;
import io.holdfast.inventory.statement.StatementKeys;
import io.holdfast.release.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast inventory nodes import}. */
@Command(
    name = "import",
    description =
        "Puts statements of nodes into the index: signed envelopes, one in a file or one on each"
            + " line. Of two of a node the later counts.",
    footer = {
      "",
      "Example:",
      "  holdfast inventory nodes import --keys nodes/ statements/edge-1.json --json"
    })
final class InventoryNodesImportCommand extends WorkstationCommand {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of statements.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--keys",
      paramLabel = "FOLDER",
      description = "Holds NODE.pub, the public key of each node.")
  private @Nullable Path keys;

  @Option(
      names = "--unverified",
      description = "Believe statements whoever signed them, for trying out.")
  private boolean unverified;

  @Mixin private final IndexOptions place = new IndexOptions();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if ((keys == null) != unverified) {
      throw new IllegalArgumentException(
          "Say who must have signed: either '--keys FOLDER' or '--unverified'.");
    }
    long newer = 0;
    try (LateProgress progress = LateProgress.startedNow(err());
        KeptIndex kept = place.open(err(), progress)) {
      for (Path file : files) {
        progress.step("read " + file);
        newer += kept.addNodes(file, new StatementKeys(keys), err()::println);
      }
      CarrierIndex.Size size = kept.use(CarrierIndex::size, err()::println);
      print(
          json
              ? Json.write(Json.object("newer", newer, "nodes", size.nodes()))
              : newer + " statements were news; the index has " + size.nodes() + " nodes.\n");
    }
    return ExitCode.DONE;
  }
}
