package io.holdfast.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Cases;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.TextFill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The check and a node say the same of a file. */
class AgreementTest {
  /** What the check calls an error and a node reads all the same, by the name of the case. */
  private static final Map<String, String> READ_ALL_THE_SAME =
      Map.of(
          "below-unsupported-mistakes-count",
          "a node does not look below a key that it does nothing with",
          "header-misspelt",
          "a node reads every file of its folders; Kairos would take this one for a stage file",
          "no-header",
          "the same");

  /** What people write where something else is wanted. */
  private static final List<String> ODD =
      List.of(
          "''",
          "x",
          "'-'",
          "a b",
          "/",
          "/a/../b",
          "/a//b/",
          "0",
          "-1",
          "99999999999",
          "true",
          "[]",
          "{}",
          "[null]",
          "null",
          "[x]",
          "['']",
          "[{}]",
          "{x: y}",
          "{x: }",
          "{'a b': c}",
          "'a:b:c'",
          "é",
          "\"a\\nb\"",
          "{a: \"b\\nc\"}",
          "1.5",
          "644",
          "0o999",
          "'<gap>'",
          "10m",
          "'  '",
          "'*'",
          "/dev/",
          "script://x",
          "https://",
          "https://...",
          "[{name: ''}]",
          "[[x]]",
          "007",
          "'a, b'");

  @TempDir Path folder;

  static List<Path> cases() {
    return Cases.in("language/check");
  }

  static List<Entry> keys() {
    return Entry.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void what_the_check_says_of_a_case_is_what_a_node_does(Path folder) throws IOException {
    String text = Files.readString(folder.resolve("config.yaml"));
    if (Templates.isIn(text)) {
      // What is in a value is known only once its template is filled in.
      return;
    }
    boolean isException = READ_ALL_THE_SAME.containsKey(String.valueOf(folder.getFileName()));

    assertThat(hasErrors(text)).isEqualTo(isRefused(text) || isException);
    assertThat(isException && isRefused(text)).as("an exception that is none").isFalse();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void the_example_of_every_key_is_read(Entry entry) throws IOException {
    Path file = file(entry.document());

    assertThat(refusalOf(() -> CloudConfig.load(List.of(folder)))).isEmpty();
    assertThat(refusalOf(() -> CloudConfig.loadStages(List.of(file), TextFill.LATER))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void a_key_that_does_nothing_is_noted(Entry entry) throws ConfigException {
    boolean isNoted =
        entry.key().support() instanceof Support.Unsupported || !entry.cause().isEmpty();
    if (isNoted) {
      assertThat(CloudConfig.parse("example.yaml", entry.document()).notes()).isNotEmpty();
    }
  }

  @Test
  void of_odd_values_of_every_key_the_check_lets_pass_what_a_node_reads() {
    List<String> disagreements = new ArrayList<>();
    for (Entry entry : Entry.all()) {
      boolean isLookedAt =
          entry.cause().isEmpty() && !(entry.key().support() instanceof Support.Unsupported);
      for (String odd : isLookedAt ? ODD : List.<String>of()) {
        String text = with(entry, odd);
        if (hasErrors(text) != isRefused(text)) {
          disagreements.add(text);
        }
      }
    }

    assertThat(disagreements).isEmpty();
  }

  /** The document of an example with another value in its place. */
  private static String with(Entry entry, String value) {
    String name = entry.key().name() + ": ";
    String example = name + entry.key().example();
    int at = entry.document().lastIndexOf(example);
    return entry.document().substring(0, at)
        + name
        + value
        + entry.document().substring(at + example.length());
  }

  private static boolean hasErrors(String text) {
    return Check.text("a.yaml", text).stream().anyMatch(f -> f.severity() == Severity.ERROR);
  }

  private static boolean isRefused(String text) {
    return !refusalOf(() -> CloudConfig.parse("a.yaml", text)).isEmpty();
  }

  /** Reads something. */
  private interface Reading {
    CloudConfig read() throws ConfigException;
  }

  /** Why it cannot be read; empty if it can. */
  private static String refusalOf(Reading reading) {
    try {
      reading.read();
      return "";
    } catch (ConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("10.yaml"), text);
  }
}
