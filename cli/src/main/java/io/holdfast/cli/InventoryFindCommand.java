package io.holdfast.cli;

import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.index.Answer;
import io.holdfast.inventory.index.Carrier;
import io.holdfast.inventory.index.IndexFolder;
import io.holdfast.inventory.query.Query;
import io.holdfast.release.Printable;
import io.holdfast.release.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
      "or a SHA-256. What a CVE affects is told by 'holdfast advisory match'.",
      "",
      "Examples:",
      "  holdfast inventory find 'pkg:deb/debian/xz-utils@>=5.6.0,<5.6.2' --nodes",
      "  holdfast inventory find liblzma5@5.6.1-1 inventory.cdx.json --json"
    })
final class InventoryFindCommand extends WorkstationCommand {
  @Parameters(index = "0", paramLabel = "QUERY", description = "What is asked for.")
  private String query = "";

  @Parameters(
      index = "1..*",
      paramLabel = "FILE|RELEASE",
      description = "Inventories to look into instead of the index.")
  private List<String> documents = new ArrayList<>();

  @Mixin private final InventorySource source = new InventorySource();

  @Mixin private final IndexOptions place = new IndexOptions();

  @Option(names = "--nodes", description = "List the nodes too, one on a line.")
  private boolean nodes;

  @Option(
      names = "--json",
      description = "Print one JSON object; with --nodes, one more on a line for each node.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Query wanted = Query.parse(query);
    if (!documents.isEmpty()) {
      List<Carrier> carriers = new ArrayList<>();
      for (String document : documents) {
        look(wanted, source.read(document), carriers);
      }
      tell(new Answer(carriers, 0, Map.of(), Set.of()));
      return ExitCode.DONE;
    }
    try (IndexFolder folder = place.open(err())) {
      Answer answer = folder.use(index -> index.ask(wanted), err()::println);
      tell(answer);
      if (nodes) {
        list(folder, answer);
      }
    }
    return ExitCode.DONE;
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
      print(Json.write(fields(answer)));
      return;
    }
    StringBuilder text = new StringBuilder();
    for (Carrier carrier : answer.carriers()) {
      InventoryText.line(
          text,
          carrier.subject().name()
              + " "
              + carrier.subject().version()
              + ": "
              + String.join(", ", carrier.matches()));
    }
    InventoryText.line(
        text,
        answer.carriers().size()
            + " carry it"
            + (documents.isEmpty() ? "; " + answer.nodes() + " nodes hold one of them." : "."));
    new TreeMap<>(answer.byRole())
        .forEach((role, count) -> InventoryText.line(text, "  " + count + " nodes: " + role));
    print(text.toString());
  }

  private Map<String, Object> fields(Answer answer) {
    Map<String, Object> roles = Json.object();
    new TreeMap<>(answer.byRole()).forEach((role, count) -> roles.put(role.toString(), count));
    return Json.object(
        "query",
        query,
        "carriers",
        answer.carriers().stream()
            .map(
                each ->
                    Json.object(
                        "kind", each.subject().kind().name().toLowerCase(Locale.ROOT),
                        "name", each.subject().name(),
                        "version", each.subject().version(),
                        "matches", each.matches()))
            .toList(),
        "nodes",
        answer.nodes(),
        "nodesByRole",
        roles);
  }

  private void list(IndexFolder folder, Answer answer) throws IOException {
    folder.use(
        index -> {
          index.nodes(
              answer,
              node ->
                  printLine(
                      json
                          ? Json.write(
                                  Json.object(
                                      "site",
                                      node.site(),
                                      "node",
                                      node.name(),
                                      "time",
                                      node.time()))
                              .replaceAll("\\s*\\R\\s*", " ")
                              .strip()
                          : Printable.of(node.site()) + "\t" + Printable.of(node.name())));
          return true;
        },
        err()::println);
  }
}
