package io.holdfast.cli;

import io.holdfast.cli.node.LateProgress;
import io.holdfast.inventory.advisory.Advisory;
import io.holdfast.inventory.advisory.store.AdvisoryStore;
import io.holdfast.inventory.advisory.store.AdvisoryStore.Import;
import io.holdfast.release.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast advisory import}. */
@Command(
    name = "import",
    description = {
      "Keeps advisories: OSV records (schema 1.x) and CSAF 2.0 documents, VEX among them, each byte"
          + " for byte under its digest. Of several editions of one, the newest counts.",
      "A file that is no advisory is named with the reason, and the others are imported all the"
          + " same; the exit code is 1 then."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast advisory import DEBIAN-CVE-2024-3094.json",
      "  holdfast advisory import osv/ csaf/ --json"
    })
final class AdvisoryImportCommand extends WorkstationCommand {
  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "Documents, or folders with files whose names end in .json.")
  private List<Path> paths = List.of();

  /** A line for so many documents. */
  private static final int TOLD = 1000;

  @Mixin private final StoreOption option = new StoreOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    AdvisoryStore store = option.store();
    List<Import> imports = new ArrayList<>();
    try (LateProgress progress = LateProgress.startedNow(err())) {
      List<Path> files = AdvisoryStore.files(paths);
      for (Path file : files) {
        if (imports.size() % TOLD == 0) {
          progress.step("read documents: " + imports.size() + " of " + files.size());
        }
        Import each = store.add(file);
        imports.add(each);
        if (each instanceof Import.Refused(Path refused, String reason)) {
          err().println("holdfast: " + refused + ": " + reason);
        }
      }
    }
    List<Import> refused = imports.stream().filter(Import.Refused.class::isInstance).toList();
    print(json ? json(imports) : text(imports, store));
    return refused.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static String text(List<Import> imports, AdvisoryStore store) {
    long added = imports.stream().filter(Import.Added.class::isInstance).count();
    long known = imports.stream().filter(Import.Known.class::isInstance).count();
    return String.format(
        "%d imported into %s, %d there already, %d refused%n",
        added, store.folder(), known, imports.size() - added - known);
  }

  private static String json(List<Import> imports) {
    return Json.write(
        Map.of("documents", imports.stream().map(AdvisoryImportCommand::json).toList()));
  }

  private static Map<String, Object> json(Import of) {
    String file = of.file().toString();
    return switch (of) {
      case Import.Added added ->
          Json.object(
              "file",
              file,
              "fate",
              "added",
              "digest",
              added.digest().toString(),
              "ids",
              ids(added.records()));
      case Import.Known known ->
          Json.object(
              "file",
              file,
              "fate",
              "known",
              "digest",
              known.digest().toString(),
              "ids",
              ids(known.records()));
      case Import.Refused refused ->
          Json.object("file", file, "fate", "refused", "reason", refused.reason());
    };
  }

  private static List<String> ids(List<Advisory> records) {
    return records.stream().map(Advisory::id).distinct().toList();
  }
}
