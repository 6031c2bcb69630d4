package io.holdfast.cli;

import io.holdfast.cli.node.LateProgress;
import io.holdfast.inventory.Inventory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast inventory show}. */
@Command(
    name = "show",
    description = "Shows what is in a release, an extension or content.",
    footer = {
      "",
      "Examples:",
      "  holdfast inventory show inventory.cdx.json --files",
      "  holdfast inventory show edge@1.4.0 --from repo --trust release.pub --json"
    })
final class InventoryShowCommand extends WorkstationCommand {
  @Parameters(paramLabel = "FILE|RELEASE", description = "A CycloneDX file, or NAME@VERSION.")
  private String what = "";

  @Mixin private final InventorySource source = new InventorySource();

  @Option(names = "--files", description = "List every file too.")
  private boolean files;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Inventory inventory;
    try (LateProgress progress = LateProgress.startedNow(err())) {
      progress.step("read " + what);
      inventory = source.read(what);
    }
    print(json ? InventoryText.json(inventory, files) : InventoryText.text(inventory, files));
    return ExitCode.DONE;
  }
}
