package io.holdfast.config.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.apply.StagePlan;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.cloud.Stage;
import io.holdfast.config.explain.Merged;
import io.holdfast.config.facts.MachineTemplates;
import io.holdfast.config.language.Check;
import io.holdfast.config.language.Examples;
import io.holdfast.config.language.Finding;
import io.holdfast.config.language.Severity;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.TextFill;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** A whole file, as the check, the explanation and a node read it, filled templates and all. */
final class ReaderTarget implements FuzzTarget {
  private static final List<String> PIECES =
      List.of(
          "{{",
          "}}",
          "\"",
          "'",
          ": ",
          "- ",
          "[",
          "]",
          "{",
          "}",
          "\n",
          "\n  ",
          "&a ",
          "*a",
          "<<: *a",
          "|\n",
          "#",
          "%",
          "\t",
          "!!binary ",
          "0o7777",
          "-1",
          "~",
          "\u0000",
          "\ud800",
          "\u202e",
          "null",
          "<x>",
          "9999999999999999999",
          "stages:",
          "boot.before:",
          "after: [{name: a}]",
          "if_files:",
          "---\n",
          "? ");

  /** A finding more would not be read by a person. */
  private static final int MOST_FINDINGS = 100;

  /** Of so many files one is not text in UTF-8. */
  private static final int BROKEN = 16;

  private final Mutation mutation;
  private final Path folder;
  private final Path file;

  /**
   * In a folder that nobody else uses.
   *
   * @throws IOException if the examples cannot be read
   */
  ReaderTarget(Path folder) throws IOException {
    this.mutation = new Mutation(Examples.texts(), PIECES);
    this.folder = folder;
    this.file = folder.resolve("10.yaml");
  }

  @Override
  public String input(SplittableRandom random) {
    return mutation.next(random);
  }

  @Override
  public void take(String text) throws IOException {
    boolean isBroken = Math.floorMod(text.hashCode(), BROKEN) == 0;
    Files.write(
        file, text.getBytes(isBroken ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));

    List<Finding> findings = Check.file(file);

    assertThat(findings.size()).isLessThanOrEqualTo(MOST_FINDINGS);
    long lines = text.chars().filter(c -> c == '\n' || c == '\r' || c > '~').count() + 1;
    for (Finding finding : findings) {
      assertThat(finding.place().source()).isEqualTo(file.toString());
      assertThat(finding.place().line()).isLessThanOrEqualTo((int) lines + 1);
    }
    boolean isRead = isRead(TextFill.LATER);
    boolean isGood = findings.stream().noneMatch(f -> f.severity() == Severity.ERROR);
    if (isGood && !text.contains("{{")) {
      assertThat(isRead).as("what the check lets pass, a node reads").isTrue();
    } else if (text.contains("{{")) {
      isRead(new MachineTemplates(folder.resolve("root"), () -> "seed"));
    }
    explain(text);
  }

  private boolean isRead(TextFill fill) {
    try {
      CloudConfig config = CloudConfig.load(List.of(folder), fill);
      for (Stage stage : Stage.values()) {
        StagePlan.of(config, stage)
            .actions()
            .forEach(action -> assertThat(action.describe()).isNotBlank().doesNotContain("\n"));
      }
      return true;
    } catch (ConfigException e) {
      assertThat(e.getMessage()).startsWith(file.toString());
      return false;
    }
  }

  private static void explain(String text) {
    if (YamlDocument.parse("mangled.yaml", text, new Problems()) instanceof YamlMapping root) {
      Merged.of(List.of(root, root)).settings();
    }
  }
}
