package io.holdfast.config.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.template.function.Functions;
import io.holdfast.config.template.function.Signature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Templates put together at random: each is filled or refused, always the same way, and soon. */
class TemplatePropertiesTest {
  private static final TemplateValues VALUES =
      TemplateValues.of(
          Map.of("s", "text", "n", 7, "f", 1.5, "l", List.of(1, "two", 3.5), "m", Map.of("k", "v")),
          "seed",
          SampleValues.NOW);

  private static final List<String> PIECES =
      List.of(
          "{{",
          "}}",
          "{{- ",
          " -}}",
          "{{ if ",
          "{{ else }}",
          "{{ end }}",
          "{{ range ",
          "{{ with ",
          "{{ define \"a\" }}",
          "{{ template \"a\" . }}",
          "{{ block \"a\" . }}",
          "{{ break }}",
          "{{ continue }}",
          "{{/*",
          "*/}}",
          " | ",
          "(",
          ")",
          " ",
          "$x",
          " := ",
          " = ",
          ", ",
          "$",
          ".",
          ".Values",
          ".Values.s",
          ".Values.l",
          ".Values.m",
          ".Values.n",
          ".no",
          " 1",
          " -2",
          " 0x1f",
          " 1e9",
          " \"t\"",
          " `r`",
          " 'c'",
          " true",
          " nil",
          "\n",
          "text",
          "\u00fc",
          "\ud834\udd1e",
          "\ud800",
          "\\",
          "\"",
          "'",
          "`",
          "%d",
          ":",
          "-");

  @Property(tries = 10_000, seed = "20261127", edgeCases = EdgeCasesMode.NONE)
  void whatever_stands_in_a_template_it_is_filled_or_refused(@ForAll("texts") String text) {
    assertThat(outcome(text)).isEqualTo(outcome(text));
  }

  @Property(tries = 10_000, seed = "20261128", edgeCases = EdgeCasesMode.NONE)
  void whatever_a_function_is_given_it_answers_or_refuses(@ForAll("calls") String text) {
    assertThat(outcome(text)).isEqualTo(outcome(text));
  }

  @Property(tries = 2_000, seed = "20261129", edgeCases = EdgeCasesMode.NONE)
  void text_without_actions_comes_out_as_it_went_in(@ForAll String text) {
    if (!Delimiters.BRACES.areIn(text)) {
      assertThat(outcome(text)).isEqualTo("filled: " + text);
    }
  }

  @Property(tries = 2_000, seed = "20261130", edgeCases = EdgeCasesMode.NONE)
  void text_that_is_quoted_in_an_action_comes_out_as_it_is(@ForAll("characters") String text)
      throws TemplateException {
    String quoted =
        SampleValues.fill("{{ printf \"%q\" .Values.t }}".replace(".Values.t", raw(text)));
    assertThat(SampleValues.fill("{{ " + quoted + " }}")).isEqualTo(text);
  }

  /** Ten million others, when they are asked for: -Dholdfast.tests.only=nightly. */
  @Tag("nightly")
  @Property(tries = 5_000_000, edgeCases = EdgeCasesMode.NONE)
  void whatever_stands_in_ten_million_templates_they_are_filled_or_refused(
      @ForAll("texts") String text, @ForAll("calls") String call) {
    outcome(text);
    outcome(call);
  }

  private static String raw(String text) {
    return "`" + text.replace("`", "").replace("\r", "") + "`";
  }

  private static String outcome(String text) {
    try {
      return "filled: " + Template.fill(text, Origin.file("t"), Delimiters.BRACES, VALUES);
    } catch (TemplateException e) {
      assertThat(e.problems()).isNotEmpty();
      assertThat(e.problems().getFirst().message()).isNotBlank();
      return "refused: " + e.getMessage();
    }
  }

  @Provide
  Arbitrary<String> characters() {
    return Arbitraries.strings()
        .excludeChars('`', '\r')
        .ofMaxLength(20)
        .filter(TemplatePropertiesTest::isWhole);
  }

  private static boolean isWhole(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(PIECES).list().ofMaxSize(30).map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<String> calls() {
    List<String> names = new ArrayList<>();
    Functions.byGroup().values().stream()
        .flatMap(Collection::stream)
        .map(Signature::name)
        .forEach(names::add);
    Arbitrary<String> argument =
        Arbitraries.of(
            ".Values.s",
            ".Values.n",
            ".Values.f",
            ".Values.l",
            ".Values.m",
            ".Values.no",
            "1",
            "-1",
            "0",
            "3000000000",
            "1e300",
            "0.5",
            "\"\"",
            "\"a\"",
            "\"[a\"",
            "\"1.2.3\"",
            "\"%d %[9]d %\"",
            "\"2006-01-02\"",
            "\"1h\"",
            "\"$1{\"",
            "nil",
            "true",
            "now",
            "(list 3 1 2)",
            "(dict \"a\" 1)",
            "\"\u00e9\ud834\udd1e\"",
            "9223372036854775807",
            "-9223372036854775808",
            "(semver \"1.2.3\")",
            "\"a(b|c)*\"",
            "(repeat 5000 \"ab\")");
    Arbitrary<String> call =
        Arbitraries.of(names)
            .flatMap(
                name ->
                    argument
                        .list()
                        .ofMaxSize(4)
                        .map(words -> name + " " + String.join(" ", words)));
    return call.list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(calls -> "{{ " + String.join(" | ", calls) + " }}");
  }
}
