package io.holdfast.cli;

import io.holdfast.inventory.advisory.Advisory;
import io.holdfast.inventory.advisory.CarriedPackage;
import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.advisory.Issue.Judgement;
import io.holdfast.inventory.advisory.Issues;
import io.holdfast.inventory.advisory.Verdict.Outcome;
import io.holdfast.inventory.advisory.Verdict.Reason;
import io.holdfast.inventory.index.InventoryFile;
import io.holdfast.release.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast advisory match}. */
@Command(
    name = "match",
    description = {
      "Says which packages of inventories (CycloneDX) imported advisories mean, and what decided:"
          + " by version, by name only, or not affected with a reason (VEX).",
      "Records that contradict one another are all shown, and the strictest counts."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast advisory match edge-1.4.0.cdx.json",
      "  holdfast advisory match releases/*.json --id CVE-2024-3094 --all --json"
    })
final class AdvisoryMatchCommand extends WorkstationCommand {
  @Parameters(paramLabel = "INVENTORY", arity = "1..*", description = "Inventories.")
  private List<Path> inventories = List.of();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "One problem alone, by any of its names.")
  private @Nullable String id;

  @Option(
      names = "--all",
      description = "Also packages that are not affected by their version or release.")
  private boolean all;

  @Mixin private final StoreOption option = new StoreOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    List<Advisory> records = option.store().records();
    Issues issues = Issues.of(id == null ? records : Issue.of(id, records).records());
    List<MatchText> matched = new ArrayList<>();
    for (Path each : inventories) {
      matched.add(match(each, issues));
    }
    if (json) {
      print(Json.write(Map.of("inventories", matched.stream().map(MatchText::json).toList())));
    } else {
      matched.forEach(each -> print(each.text()));
    }
    return ExitCode.DONE;
  }

  private MatchText match(Path inventory, Issues issues) throws IOException {
    List<CarriedPackage> packages = packages(inventory);
    List<MatchText.Found> found = new ArrayList<>();
    for (CarriedPackage each : packages) {
      for (Issues.Finding finding : issues.judge(each)) {
        if (isShown(finding.judgement())) {
          found.add(new MatchText.Found(finding.issue().title(), finding.judgement()));
        }
      }
    }
    return new MatchText(inventory, packages.size(), found);
  }

  static List<CarriedPackage> packages(Path inventory) throws IOException {
    return InventoryFile.read(inventory).components().stream().map(CarriedPackage::of).toList();
  }

  private boolean isShown(Judgement judgement) {
    return all
        || judgement.deciding().verdict().outcome() != Outcome.NOT_AFFECTED
        || judgement.deciding().verdict().reason() == Reason.VEX;
  }
}
