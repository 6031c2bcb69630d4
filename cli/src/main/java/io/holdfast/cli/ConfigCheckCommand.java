package io.holdfast.cli;

import io.holdfast.config.language.Check;
import io.holdfast.config.language.Finding;
import io.holdfast.config.language.Severity;
import io.holdfast.release.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast config check}. */
@Command(
    name = "check",
    description = {
      "Tells every mistake of configuration files, each with its place.",
      "Warnings are of what is legal and dangerous; 'unsupported' are keys of Kairos and cloud-init"
          + " that Holdfast does not act on. Exit code 1 if there is an error."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast config check node.yaml",
      "  holdfast config check oem/ /usr/local/cloud-config --strict --json"
    })
final class ConfigCheckCommand extends WorkstationCommand {
  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "Files, or folders whose own .yaml and .yml files are checked by name.")
  private List<Path> paths = List.of();

  @Option(names = "--strict", description = "Warnings and what is unsupported count as errors.")
  private boolean strict;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    List<Path> files = Arguments.files(spec(), paths);
    List<Finding> all = new ArrayList<>();
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    for (Path file : files) {
      for (Finding finding : Check.file(file)) {
        counts.merge(finding.severity(), 1, Integer::sum);
        if (json) {
          all.add(finding);
        } else {
          printLine(finding.toString());
        }
      }
    }
    if (json) {
      print(json(files.size(), counts, all));
    } else {
      err().println(summary(files.size(), counts));
    }
    boolean failed = strict ? !counts.isEmpty() : counts.containsKey(Severity.ERROR);
    return failed ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static String summary(int files, Map<Severity, Integer> counts) {
    return String.format(
        Locale.ROOT,
        "%s checked: %s, %s, %d unsupported",
        counted(files, "file"),
        counted(counts.getOrDefault(Severity.ERROR, 0), "error"),
        counted(counts.getOrDefault(Severity.WARNING, 0), "warning"),
        counts.getOrDefault(Severity.UNSUPPORTED, 0));
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String json(int files, Map<Severity, Integer> counts, List<Finding> findings) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Finding finding : findings) {
      list.add(
          Json.object(
              "file", finding.place().source(),
              "line", finding.place().line(),
              "column", finding.place().column(),
              "severity", finding.severity().word(),
              "message", finding.message()));
    }
    return Json.write(
        Json.object(
            "files", files,
            "errors", counts.getOrDefault(Severity.ERROR, 0),
            "warnings", counts.getOrDefault(Severity.WARNING, 0),
            "unsupported", counts.getOrDefault(Severity.UNSUPPORTED, 0),
            "findings", list));
  }
}
