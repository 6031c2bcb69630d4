package io.holdfast.cli;

import io.holdfast.cli.node.LateProgress;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.query.Difference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast inventory diff}. */
@Command(
    name = "diff",
    description = "Tells what changed from one release to another, as release notes do.",
    footer = {
      "",
      "Examples:",
      "  holdfast inventory diff old.cdx.json new.cdx.json",
      "  holdfast inventory diff edge@1.4.0 edge@1.5.0 --from repo --trust release.pub"
    })
final class InventoryDiffCommand extends WorkstationCommand {
  @Parameters(index = "0", paramLabel = "OLD", description = "A CycloneDX file, or NAME@VERSION.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "A CycloneDX file, or NAME@VERSION.")
  private String after = "";

  @Mixin private final InventorySource source = new InventorySource();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Difference difference;
    try (LateProgress progress = LateProgress.startedNow(err())) {
      progress.step("read " + before);
      Inventory old = source.read(before);
      progress.step("read " + after);
      difference = Difference.between(old, source.read(after));
    }
    print(json ? DifferenceText.json(difference) : DifferenceText.text(difference));
    return ExitCode.DONE;
  }
}
