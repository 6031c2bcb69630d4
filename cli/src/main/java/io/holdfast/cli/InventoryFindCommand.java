package io.holdfast.cli;

import io.holdfast.cli.node.LateProgress;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.index.Answer;
import io.holdfast.inventory.index.Carrier;
import io.holdfast.inventory.index.KeptIndex;
import io.holdfast.inventory.index.ProblemAnswer;
import io.holdfast.inventory.query.Query;
import io.holdfast.release.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast inventory find}. */
@Command(
    name = "find",
    description = "Tells which releases and how many nodes carry a package or a file.",
    footer = {
      "",
      "A question is a package URL or a name, with or without versions, a path,",
      "a SHA-256, or the name of a problem whose records were imported with",
      "'holdfast advisory import': then what is affected is told, and apart from",
      "it what matches by name only.",
      "",
      "Examples:",
      "  holdfast inventory find 'pkg:deb/debian/xz-utils@>=5.6.0,<5.6.2' --nodes",
      "  holdfast inventory find CVE-2024-3094",
      "  holdfast inventory find liblzma5@5.6.1-1 inventory.cdx.json --json"
    })
final class InventoryFindCommand extends WorkstationCommand {
  private static final String AFFECTED = "affected";
  private static final String NAME_ONLY = "by name only";

  @Parameters(index = "0", paramLabel = "QUERY", description = "What is asked for.")
  private String query = "";

  @Parameters(
      index = "1..*",
      paramLabel = "FILE|RELEASE",
      description = "Inventories to look into instead of the index.")
  private List<String> documents = new ArrayList<>();

  @Mixin private final InventorySource source = new InventorySource();

  @Mixin private final StoreOption store = new StoreOption();

  @Mixin private final IndexOptions place = new IndexOptions();

  @Option(names = "--nodes", description = "List the nodes too, one on a line.")
  private boolean nodes;

  @Option(
      names = "--json",
      description = "Print one JSON object; with --nodes, one more on a line for each node.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    try (LateProgress progress = LateProgress.startedNow(err())) {
      return Issue.isName(query) ? problem(progress) : question(progress);
    }
  }

  private int question(LateProgress progress) throws Exception {
    Query wanted = Query.parse(query);
    if (!documents.isEmpty()) {
      List<Carrier> carriers = new ArrayList<>();
      for (Inventory each : inventories(progress)) {
        look(wanted, each, carriers);
      }
      tell(new Answer(carriers, 0, Map.of(), Set.of()));
      return ExitCode.DONE;
    }
    try (KeptIndex kept = place.open(err(), progress)) {
      progress.step("ask the index");
      Answer answer = kept.use(index -> index.ask(wanted), err()::println);
      tell(answer);
      list(kept, answer, "");
    }
    return ExitCode.DONE;
  }

  private int problem(LateProgress progress) throws Exception {
    progress.step("read the advisories in " + store.store().folder());
    Issue issue = store.issue(query);
    if (!documents.isEmpty()) {
      tell(ProblemAnswer.of(issue, inventories(progress)));
      return ExitCode.DONE;
    }
    try (KeptIndex kept = place.open(err(), progress)) {
      progress.step("ask the index");
      ProblemAnswer answer = kept.use(index -> index.ask(issue), err()::println);
      tell(answer);
      list(kept, answer.affected(), AFFECTED);
      list(kept, answer.nameOnly(), NAME_ONLY);
    }
    return ExitCode.DONE;
  }

  private List<Inventory> inventories(LateProgress progress) throws Exception {
    List<Inventory> inventories = new ArrayList<>();
    for (String document : documents) {
      progress.step("read " + document);
      inventories.add(source.read(document));
    }
    return inventories;
  }

  private static void look(Query wanted, Inventory inventory, List<Carrier> carriers) {
    Set<String> matches = new TreeSet<>();
    for (Query.Find find : wanted.in(inventory)) {
      matches.add(
          !find.path().isEmpty() || find.component() == null
              ? find.path()
              : find.component().name() + " " + find.component().version());
    }
    if (!matches.isEmpty()) {
      carriers.add(new Carrier(inventory.subject(), List.copyOf(matches)));
    }
  }

  private void tell(Answer answer) {
    if (json) {
      Map<String, Object> fields = Json.object("query", query);
      fields.putAll(AnswerText.fields(answer));
      print(Json.write(fields));
    } else {
      print(AnswerText.text(answer, documents.isEmpty()));
    }
  }

  private void tell(ProblemAnswer answer) {
    if (json) {
      print(
          Json.write(
              Json.object(
                  "query",
                  query,
                  "affected",
                  AnswerText.fields(answer.affected()),
                  "nameOnly",
                  AnswerText.fields(answer.nameOnly()))));
      return;
    }
    boolean isIndex = documents.isEmpty();
    print(AFFECTED + ":" + System.lineSeparator() + AnswerText.text(answer.affected(), isIndex));
    print(NAME_ONLY + ":" + System.lineSeparator() + AnswerText.text(answer.nameOnly(), isIndex));
  }

  private void list(KeptIndex kept, Answer answer, String verdict) throws IOException {
    if (!nodes) {
      return;
    }
    kept.use(
        index -> {
          index.nodes(
              answer,
              node ->
                  printLine(
                      json ? AnswerText.json(node, verdict) : AnswerText.line(node, verdict)));
          return true;
        },
        err()::println);
  }
}
