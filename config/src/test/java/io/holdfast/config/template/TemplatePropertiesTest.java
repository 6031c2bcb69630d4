package io.holdfast.config.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Templates put together at random: each is filled or refused, always the same way, and soon. */
class TemplatePropertiesTest {
  private static final TemplateValues VALUES =
      TemplateValues.of(
          Map.of("s", "text", "n", 7, "f", 1.5, "l", List.of(1, "two", 3.5), "m", Map.of("k", "v")),
          "seed",
          SampleValues.NOW);

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
    return Arbitraries.of(TemplatePieces.TEXTS)
        .list()
        .ofMaxSize(30)
        .map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<String> calls() {
    Arbitrary<String> argument = Arbitraries.of(TemplatePieces.ARGUMENTS);
    Arbitrary<String> call =
        Arbitraries.of(TemplatePieces.functions())
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
