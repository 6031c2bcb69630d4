package io.holdfast.cli;

import io.holdfast.config.explain.Change;
import io.holdfast.config.explain.Difference;
import io.holdfast.config.explain.KeyPath;
import io.holdfast.config.explain.Merged;
import io.holdfast.config.explain.Setting;
import io.holdfast.config.language.Check;
import io.holdfast.config.language.ConfigText;
import io.holdfast.config.language.Finding;
import io.holdfast.config.language.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code holdfast config explain}. */
@Command(
    name = "explain",
    synopsisSubcommandLabel = "",
    customSynopsis = {
      "holdfast config explain [--json] [KEY] FILE|DIR...",
      "holdfast config explain [--json] --diff OLD NEW"
    },
    description = {
      "Shows what files of configuration come to: each value with the file and line that set it,"
          + " what it overrode, and its default. Files count in the order given, those of a folder"
          + " by name: lists are added to, and a later single value overrides an earlier one."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast config explain oem/",
      "  holdfast config explain install.device base.yaml node.yaml",
      "  holdfast config explain --diff oem.old/ oem/"
    })
final class ConfigExplainCommand extends WorkstationCommand {
  @Parameters(
      paramLabel = "KEY|FILE|DIR",
      arity = "1..*",
      description =
          "A key such as 'install.device' or 'stages.boot[0]', then files or folders; with --diff"
              + " the old one and the new one.")
  private List<String> words = List.of();

  @Option(names = "--diff", description = "Show in what two configurations differ.")
  private boolean diff;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    return diff ? difference() : explanation();
  }

  private int explanation() throws IOException {
    @Nullable String key = Files.exists(Path.of(words.getFirst())) ? null : words.getFirst();
    List<String> paths = key == null ? words : words.subList(1, words.size());
    if (paths.isEmpty()) {
      throw wrong(
          words.getFirst() + " is not there. Name the files to explain, after the key if one.");
    }
    if (key != null && KeyPath.find(key).isEmpty()) {
      throw wrong(key + " is neither a file nor a key" + KeyPath.hint(key) + ".");
    }
    Optional<Merged> merged = merged(paths);
    if (merged.isEmpty()) {
      return ExitCode.FAILED;
    }
    List<Setting> settings = key == null ? merged.get().settings() : merged.get().settings(key);
    print(
        json
            ? ExplainText.json(settings)
            : key == null
                ? ExplainText.of(settings)
                : ExplainText.of(key, KeyPath.find(key).orElseThrow(), settings));
    return ExitCode.DONE;
  }

  private int difference() throws IOException {
    if (words.size() != 2) {
      throw wrong("--diff takes two files or folders, the old and the new.");
    }
    Optional<Merged> before = merged(words.subList(0, 1));
    Optional<Merged> after = merged(words.subList(1, 2));
    if (before.isEmpty() || after.isEmpty()) {
      return ExitCode.FAILED;
    }
    List<Change> changes = Difference.of(before.get(), after.get());
    print(json ? ExplainText.changesJson(changes) : ExplainText.changes(changes));
    return ExitCode.DONE;
  }

  /** Empty if a file has an error, which is then told. */
  private Optional<Merged> merged(List<String> paths) throws IOException {
    List<Path> files = Arguments.files(spec(), paths.stream().map(Path::of).toList());
    List<Finding> errors = new ArrayList<>();
    for (Path file : files) {
      Check.file(file).stream()
          .filter(finding -> finding.severity() == Severity.ERROR)
          .forEach(errors::add);
    }
    errors.forEach(error -> err().println(error));
    if (!errors.isEmpty()) {
      err().println("holdfast: nothing is explained until these errors are mended.");
      return Optional.empty();
    }
    return Optional.of(Merged.of(ConfigText.documents(files)));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec().commandLine(), message);
  }
}
