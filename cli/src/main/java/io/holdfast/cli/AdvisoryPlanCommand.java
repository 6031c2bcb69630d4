package io.holdfast.cli;

import io.holdfast.cli.node.LateProgress;
import io.holdfast.host.DurableFile;
import io.holdfast.inventory.advisory.CarriedPackage;
import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.index.Fleet;
import io.holdfast.inventory.index.KeptIndex;
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
import io.holdfast.release.Printable;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.tuf.MetadataRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
      "Releases and nodes are those of the index, or of files, where a release whose entry names an"
          + " inventory is judged by it, and another by what its entry says."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast advisory plan CVE-2024-3094 --from repo --root root.json",
      "  holdfast advisory plan CVE-2024-3094 --nodes nodes.json --releases all.json",
      "  holdfast advisory plan CVE-2024-3094 --nodes site-*.json --releases all.json \\",
      "    --contain stop-network --page plan.html --json"
    })
final class AdvisoryPlanCommand extends WorkstationCommand {
  /** Nodes of which little is known are named, as far as a screen goes. */
  private static final int NAMED = 20;

  @Parameters(paramLabel = "ID", description = "The problem, by any of its names.")
  private String id = "";

  @Option(
      names = "--nodes",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Nodes, and what they hold, instead of those of the index.")
  private List<Path> nodes = List.of();

  @Option(
      names = "--releases",
      paramLabel = "FILE",
      description = "Releases and floors; paths of inventories count from the file's folder.")
  private @Nullable Path releases;

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

  @Mixin private final WithdrawnOptions withdrawn = new WithdrawnOptions();

  @Mixin private final IndexOptions place = new IndexOptions();

  @Mixin private final StoreOption option = new StoreOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    boolean isFiles = !nodes.isEmpty() && releases != null;
    if (!isFiles && (!nodes.isEmpty() || releases != null)) {
      throw new IllegalArgumentException(
          "Name both '--nodes' and '--releases', or neither to ask the index.");
    }
    if (isFiles && withdrawn.isGiven()) {
      throw new IllegalArgumentException(
          "What is withdrawn is in the file of releases; '--from' is for the index.");
    }
    Plan plan;
    boolean isWhole = true;
    try (LateProgress progress = LateProgress.startedNow(err())) {
      progress.step("read the advisories in " + option.store().folder());
      if (isFiles) {
        Issue issue = Issue.of(id, option.store().records());
        progress.step("read the files");
        List<HoldingNode> all = new ArrayList<>();
        for (Path each : nodes) {
          all.addAll(read(each, PlanFiles::nodes));
        }
        plan = Plan.of(id, all, catalogue(issue, Objects.requireNonNull(releases)), containment);
      } else {
        Issue issue = option.issue(id);
        Fleet fleet = fleet(issue, progress);
        isWhole = fleet.unclear().isEmpty();
        progress.step("plan");
        plan = Plan.of(id, fleet.nodes(), catalogue(fleet), containment);
      }
    }
    if (page != null) {
      DurableFile.replace(page, PlanPage.of(plan));
    }
    print(json ? PlanText.json(plan) : PlanText.text(plan));
    return isWhole ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Fleet fleet(Issue issue, LateProgress progress) throws IOException {
    try (KeptIndex kept = place.open(err(), progress)) {
      progress.step("ask the index");
      Fleet fleet = kept.use(index -> index.fleet(issue), err()::println);
      fleet.unclear().stream()
          .limit(NAMED)
          .forEach(
              each ->
                  err()
                      .println(
                          "Left out: node "
                              + Printable.of(each)
                              + " does not say of one release that it runs."));
      if (fleet.unclear().size() > NAMED) {
        err().println("Left out: " + fleet.unclear().size() + " such nodes in all.");
      }
      return fleet;
    }
  }

  private Catalogue catalogue(Fleet fleet) throws IOException, MetadataRefusedException {
    Statements said = withdrawn.read(place.metadata(), err());
    return fleet.catalogue(said);
  }

  private static Catalogue catalogue(Issue issue, Path releases) throws IOException {
    PlanFiles.Releases read = read(releases, PlanFiles::releases);
    List<KnownRelease> known = new ArrayList<>();
    for (PlanFiles.Listed each : read.listed()) {
      known.add(judged(issue, each, releases));
    }
    return new Catalogue(known, read.floors());
  }

  private static KnownRelease judged(Issue issue, PlanFiles.Listed listed, Path releases)
      throws IOException {
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
