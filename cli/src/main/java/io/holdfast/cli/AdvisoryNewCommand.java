package io.holdfast.cli;

import io.holdfast.host.DurableFile;
import io.holdfast.inventory.advisory.VersionRange.Event;
import io.holdfast.inventory.advisory.format.OwnRecord;
import io.holdfast.inventory.advisory.format.OwnRecord.Named;
import io.holdfast.release.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code holdfast advisory new}. */
@Command(
    name = "new",
    description =
        "Writes an advisory of one's own, as an OSV record: packages or releases that are affected,"
            + " or a package that is not, with the reason (VEX).",
    footer = {
      "",
      "Examples:",
      "  holdfast advisory new EDGE-2024-1 --about CVE-2024-3094 \\",
      "    --summary 'xz has a back door' --package Debian:13/xz-utils \\",
      "    --fixed 5.6.1+really5.4.5-1 --to edge-2024-1.json",
      "  holdfast advisory new EDGE-2024-2 --about CVE-2024-3094 \\",
      "    --summary 'it is never started' --package Debian:13/xz-utils \\",
      "    --version 5.6.1-1 --not-affected vulnerable_code_not_in_execute_path \\",
      "    --to edge-2024-2.json",
      "  holdfast advisory new EDGE-2024-3 --summary 'built from a bad tree' \\",
      "    --release 'edge 1.4.0' --to edge-2024-3.json"
    })
final class AdvisoryNewCommand extends WorkstationCommand {
  @Parameters(paramLabel = "ID", description = "Its name, with a prefix of your own.")
  private String id = "";

  @Option(names = "--about", paramLabel = "ID", description = "A problem that it is about.")
  private List<String> about = List.of();

  @Option(names = "--summary", required = true, paramLabel = "TEXT", description = "One line.")
  private String summary = "";

  @Option(
      names = "--package",
      paramLabel = "ECOSYSTEM/NAME",
      description = "As OSV writes it, such as Debian:13/xz-utils; of Debian the source package.")
  private @Nullable String named;

  @Option(
      names = "--introduced",
      paramLabel = "VERSION",
      description = "The first affected version.")
  private @Nullable String introduced;

  @Option(
      names = "--fixed",
      paramLabel = "VERSION",
      description = "The first that is not any more.")
  private @Nullable String fixed;

  @Option(names = "--last-affected", paramLabel = "VERSION", description = "The last affected one.")
  private @Nullable String last;

  @Option(names = "--version", paramLabel = "VERSION", description = "A single version.")
  private List<String> versions = List.of();

  @Option(
      names = "--not-affected",
      paramLabel = "WORD",
      description = "Why the package is not affected: ${COMPLETION-CANDIDATES}.")
  private OwnRecord.@Nullable Justification justification;

  @Option(
      names = "--release",
      paramLabel = "'NAME VERSION'|DIGEST",
      description = "A release of your own that is affected.")
  private List<String> releases = List.of();

  @Option(names = "--to", required = true, paramLabel = "FILE", description = "The file to write.")
  private Path to = Path.of("");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (Files.exists(to)) {
      err().println("holdfast: " + to + " is there already. Choose another name, or delete it.");
      return ExitCode.REFUSED;
    }
    OwnRecord record =
        new OwnRecord(
            id,
            Instant.now(),
            about,
            summary,
            named(),
            events(),
            versions,
            justification,
            releases);
    DurableFile.replace(to, record.text());
    print(
        json
            ? Json.write(Map.of("id", id, "file", to.toString()))
            : id + " is written to " + to + System.lineSeparator());
    return ExitCode.DONE;
  }

  private @Nullable Named named() {
    if (named == null) {
      return null;
    }
    int slash = named.indexOf('/');
    if (slash < 1 || slash == named.length() - 1) {
      throw new ParameterException(
          spec().commandLine(), "'" + named + "' is no package: write it as Debian:13/xz-utils.");
    }
    return new Named(named.substring(0, slash), named.substring(slash + 1));
  }

  /** From the beginning, if it is not said from where. */
  private List<Event> events() {
    List<Event> events = new ArrayList<>();
    if (introduced != null || fixed != null || last != null) {
      events.add(new Event(Event.Kind.INTRODUCED, introduced == null ? "0" : introduced));
    }
    if (fixed != null) {
      events.add(new Event(Event.Kind.FIXED, fixed));
    }
    if (last != null) {
      events.add(new Event(Event.Kind.LAST_AFFECTED, last));
    }
    return events;
  }
}
