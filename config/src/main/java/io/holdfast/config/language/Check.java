package io.holdfast.config.language;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.yaml.Nearest;
import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Problem;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import java.nio.file.Path;
import java.util.List;

/**
 * The check of configuration files: every mistake of a file at once, with its place. Bounded in
 * time and memory whatever the file holds. Stateless; safe for use by several threads.
 */
public final class Check {
  private static final String HEADER = Language.HEADERS.getFirst();

  private Check() {}

  /** What is to be said of a file, in its order; a file that cannot be read is one error. */
  public static List<Finding> file(Path file) {
    Findings findings = new Findings();
    ConfigText.read(file, findings).ifPresent(text -> check(file.toString(), text, findings));
    return findings.inOrder();
  }

  /**
   * What is to be said of a text, in its order.
   *
   * @param source the file, as the user would name it
   */
  public static List<Finding> text(String source, String text) {
    Findings findings = new Findings();
    check(source, text, findings);
    return findings.inOrder();
  }

  private static void check(String source, String text, Findings findings) {
    Problems problems = new Problems();
    if (CloudConfig.isRefusedAsScript(source, text, problems)) {
      // Whatever else it says is for another program; often it is no YAML at all.
      problems.found().forEach(problem -> findings.error(problem.place(), problem.message()));
      return;
    }
    YamlNode root = YamlDocument.parse(source, text, problems);
    for (Problem problem : problems.found()) {
      findings.error(problem.place(), problem.message());
    }
    if (root instanceof YamlMapping mapping) {
      if (!Header.isIn(text)) {
        checkStageFile(source, text, mapping, findings);
      }
      new FormCheck(findings).file(mapping);
      if (findings.errors() == 0 && !Templates.isInside(mapping)) {
        // Whatever the definitions let pass, a node's own reader has the last word.
        for (Problem problem : CloudConfig.problemsOf(source, text, mapping)) {
          findings.error(problem.place(), problem.message());
        }
      }
    } else if (!root.isNull()) {
      findings.error(root.place(), "it must be a mapping of keys, not " + root.kind());
    }
  }

  private static void checkStageFile(
      String source, String text, YamlMapping mapping, Findings findings) {
    String hint =
        Nearest.of(Header.firstLine(text), Language.HEADERS)
            .map(header -> "; did you mean '" + header + "'?")
            .orElse("");
    List<String> others =
        mapping.keys().stream()
            .filter(key -> !Language.OF_STAGE_FILES.contains(key))
            .filter(key -> Language.file().find(key).isPresent() || !mapping.has("stages"))
            .toList();
    if (!others.isEmpty()) {
      findings.error(
          Place.startOf(source),
          hint.isEmpty()
              ? "the first line must be '"
                  + HEADER
                  + "': without it this is a stage file, which has only 'name' and 'stages'"
              : "this line does not make the file a configuration" + hint);
    } else if (!hint.isEmpty()) {
      findings.warning(
          Place.startOf(source), "this line makes nothing of the file but a stage file" + hint);
    }
  }
}
