package io.holdfast.cli;

import io.holdfast.host.DurableFile;
import io.holdfast.inventory.advisory.CarriedPackage;
import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.plan.Catalogue;
import io.holdfast.inventory.plan.Containment;
import io.holdfast.inventory.plan.HoldingNode;
import io.holdfast.inventory.plan.KnownRelease;
import io.holdfast.inventory.plan.Plan;
import io.holdfast.inventory.plan.PlanFiles;
import io.holdfast.inventory.plan.PlanPage;
import io.holdfast.inventory.plan.PlanText;
import io.holdfast.inventory.plan.Standing;
import io.holdfast.inventory.plan.Standings;
import io.holdfast.release.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast advisory plan}. */
@Command(
    name = "plan",
    description = {
      "Makes the plan that gets nodes off what a problem affects: an unaffected newer release, else"
          + " an unaffected older one that the node holds, else containment, else a person. It never"
          + " names one that is affected, withdrawn or unknown, or below a floor. It changes nothing.",
      "A release whose entry names an inventory is judged by it; another by what its entry says."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast advisory plan CVE-2024-3094 --nodes nodes.json --releases all.json",
      "  holdfast advisory plan CVE-2024-3094 --nodes site-*.json --releases all.json \\",
      "    --contain stop-network --page plan.html --json"
    })
final class AdvisoryPlanCommand extends WorkstationCommand {
  @Parameters(paramLabel = "ID", description = "The problem, by any of its names.")
  private String id = "";

  @Option(
      names = "--nodes",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Nodes, and what they hold.")
  private List<Path> nodes = List.of();

  @Option(
      names = "--releases",
      required = true,
      paramLabel = "FILE",
      description = "Releases and floors; paths of inventories count from the file's folder.")
  private Path releases = Path.of("");

  @Option(
      names = "--contain",
      paramLabel = "POLICY",
      defaultValue = "keep",
      description =
          "What is done with a node that has nowhere to go: ${COMPLETION-CANDIDATES}; default"
              + " ${DEFAULT-VALUE}.")
  private Containment containment = Containment.KEEP;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Also write the plan as a page (HTML).")
  private @Nullable Path page;

  @Mixin private final StoreOption option = new StoreOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    List<HoldingNode> all = new ArrayList<>();
    for (Path each : nodes) {
      all.addAll(read(each, PlanFiles::nodes));
    }
    Issue issue = Issue.of(id, option.store().records());
    Plan plan = Plan.of(id, all, catalogue(issue), containment);
    if (page != null) {
      DurableFile.replace(page, PlanPage.of(plan));
    }
    print(json ? PlanText.json(plan) : PlanText.text(plan));
    return ExitCode.DONE;
  }

  private Catalogue catalogue(Issue issue) throws IOException {
    PlanFiles.Releases read = read(releases, PlanFiles::releases);
    List<KnownRelease> known = new ArrayList<>();
    for (PlanFiles.Listed each : read.listed()) {
      known.add(judged(issue, each));
    }
    return new Catalogue(known, read.floors());
  }

  private KnownRelease judged(Issue issue, PlanFiles.Listed listed) throws IOException {
    KnownRelease known = listed.known();
    Standing standing = known.standing();
    if (!listed.inventory().isEmpty()) {
      Path inventory = releases.resolveSibling(listed.inventory());
      List<CarriedPackage> packages = AdvisoryMatchCommand.packages(inventory);
      standing = Standings.of(issue, known.release(), packages);
    } else if (Standings.isNamed(issue, known.release())) {
      standing = Standing.AFFECTED;
    }
    return new KnownRelease(known.release(), known.architecture(), standing, known.withdrawn());
  }

  private interface Reader<T> {
    T read(byte[] bytes) throws JsonException;
  }

  private static <T> T read(Path file, Reader<T> reader) throws IOException {
    try {
      return reader.read(Files.readAllBytes(file));
    } catch (JsonException e) {
      throw new IOException(file + " cannot be used: " + e.getMessage() + ".", e);
    }
  }
}
