package io.holdfast.cli;

import io.holdfast.inventory.advisory.Advisory;
import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.advisory.Issues;
import io.holdfast.release.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast advisory list}. */
@Command(
    name = "list",
    description =
        "Lists the problems that imported advisories speak of, each with its records: records that"
            + " are aliases of one another are of one problem.",
    footer = {
      "",
      "Examples:",
      "  holdfast advisory list",
      "  holdfast advisory list CVE-2024-3094 --json"
    })
final class AdvisoryListCommand extends WorkstationCommand {
  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "One problem, by any of its names; all if left out.")
  private @Nullable String id;

  @Mixin private final StoreOption option = new StoreOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    List<Advisory> records = option.store().records();
    List<Issue> issues = id == null ? Issues.of(records).all() : List.of(Issue.of(id, records));
    boolean none = issues.stream().allMatch(each -> each.records().isEmpty());
    if (json) {
      print(
          Json.write(
              Map.of(
                  "issues",
                  none ? List.of() : issues.stream().map(AdvisoryListCommand::json).toList())));
    } else if (none) {
      printLine(
          id == null
              ? "There are no advisories in " + option.store().folder() + "."
              : "No advisory in " + option.store().folder() + " is of " + id + ".");
    } else {
      issues.forEach(issue -> print(text(issue)));
    }
    return none && id != null ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static String text(Issue issue) {
    StringBuilder text = new StringBuilder(issue.title()).append(System.lineSeparator());
    for (Advisory each : issue.records()) {
      text.append("  ")
          .append(each.id())
          .append(" (")
          .append(each.format())
          .append(each.publisher().isEmpty() ? "" : ", " + each.publisher())
          .append(each.isWithdrawn() ? ", withdrawn" : "")
          .append("): ")
          .append(speaksOf(each))
          .append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String speaksOf(Advisory record) {
    TreeSet<String> packages = new TreeSet<>();
    record.statements().forEach(each -> packages.add(each.name() + " of " + each.home()));
    record.releases().forEach(each -> packages.add("release " + each));
    return packages.isEmpty() ? "no package" : String.join(", ", packages);
  }

  private static Map<String, Object> json(Issue issue) {
    return Json.object(
        "issue",
        issue.title(),
        "names",
        List.copyOf(issue.names()),
        "records",
        issue.records().stream().map(AdvisoryListCommand::json).toList());
  }

  private static Map<String, Object> json(Advisory record) {
    return Json.object(
        "id", record.id(),
        "format", record.format().toString(),
        "publisher", record.publisher(),
        "document", record.document().toString(),
        "modified", record.modified(),
        "withdrawn", record.withdrawn(),
        "severity", record.severity(),
        "summary", record.summary(),
        "packages",
            record.statements().stream()
                .map(each -> each.name() + " of " + each.home())
                .distinct()
                .toList(),
        "releases", record.releases());
  }
}
