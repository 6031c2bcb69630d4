package io.holdfast.cli;

import io.holdfast.cli.node.LateProgress;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.document.SpdxWriter;
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
      "  holdfast inventory show edge@1.4.0 --from repo --trust release.pub --json",
      "  holdfast inventory show inventory.cdx.json --spdx"
    })
final class InventoryShowCommand extends WorkstationCommand {
  @Parameters(paramLabel = "FILE|RELEASE", description = "A CycloneDX file, or NAME@VERSION.")
  private String what = "";

  @Mixin private final InventorySource source = new InventorySource();

  @Option(names = "--files", description = "List every file too.")
  private boolean files;

  @Option(names = "--spdx", description = "Print its packages as SPDX 2.3.")
  private boolean spdx;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (spdx && (files || json)) {
      throw new IllegalArgumentException(
          "SPDX is JSON already, and has no files here: leave out '--json' and '--files'.");
    }
    Inventory inventory;
    try (LateProgress progress = LateProgress.startedNow(err())) {
      progress.step("read " + what);
      inventory = source.read(what);
    }
    if (spdx) {
      print(SpdxWriter.text(inventory));
      return ExitCode.DONE;
    }
    print(json ? InventoryText.json(inventory, files) : InventoryText.text(inventory, files));
    return ExitCode.DONE;
  }
}
