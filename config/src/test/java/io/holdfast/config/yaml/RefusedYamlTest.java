package io.holdfast.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.config.Cases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedYamlTest {

  static List<Path> cases() {
    return Cases.in("yaml/refused");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_broken_or_hostile_document_is_refused_with_its_place(Path folder) throws IOException {
    String text = Files.readString(folder.resolve("document.yaml"));

    ConfigException refusal =
        catchThrowableOfType(
            ConfigException.class, () -> YamlDocument.parse("document.yaml", text));

    assertThat(Objects.requireNonNull(refusal).getMessage())
        .isEqualTo(Cases.expected(folder, "problems.txt"));
  }

  @Test
  void a_document_above_the_size_limit_is_refused_unread() {
    String text = "a: " + "x".repeat(YamlDocument.MAX_CHARACTERS);

    ConfigException refusal =
        catchThrowableOfType(ConfigException.class, () -> YamlDocument.parse("big.yaml", text));

    assertThat(refusal).hasMessage("big.yaml:1:1: it has more than 1048576 characters");
  }

  @Test
  void more_values_than_a_small_machine_can_hold_are_refused() {
    String text = "- x\n".repeat(TreeBuilder.MAX_NODES + 1);

    ConfigException refusal =
        catchThrowableOfType(ConfigException.class, () -> YamlDocument.parse("long.yaml", text));

    assertThat(refusal)
        .hasMessageContaining(
            "long.yaml:50000:3: with its aliases followed it has more than 50000");
  }

  @Test
  void the_problems_kept_of_one_document_are_bounded_and_the_rest_counted() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append("a: 1\n");
    }

    ConfigException refusal =
        catchThrowableOfType(
            ConfigException.class, () -> YamlDocument.parse("many.yaml", text.toString()));

    assertThat(Objects.requireNonNull(refusal).problems()).hasSize(Problems.MOST);
    assertThat(refusal).hasMessageEndingWith("\nand 9 more");
  }

  /**
   * Cuts, doubles and overwrites parts of a real document: only the declared exception may come.
   */
  @Test
  void no_mutation_of_a_document_brings_anything_but_a_refusal() throws IOException {
    String seed = Files.readString(Cases.at("yaml/forms.yaml"));
    String pieces = "[]{}:,-&*!|>'\"%@`#?\n\t \u0000\u0085\ufeff~<a0";
    SplittableRandom random = new SplittableRandom(20240719);
    int refused = 0;
    for (int round = 0; round < 3_000; round++) {
      StringBuilder text = new StringBuilder(seed);
      for (int edit = 0; edit < 1 + round % 8; edit++) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
          case 1 -> text.insert(at, pieces.charAt(random.nextInt(pieces.length())));
          default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 40)));
        }
      }
      try {
        YamlDocument.parse("mutated.yaml", text.toString());
      } catch (ConfigException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(300, 2_999);
  }
}
