package io.holdfast.config.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionsTest {
  private static final Path PAGE = Path.of("../docs/templates.md");

  static List<Signature> all() {
    List<Signature> all = new ArrayList<>();
    Functions.byGroup().values().forEach(all::addAll);
    return all;
  }

  /** Whatever it says to such arguments, it must not say that it is not there. */
  @ParameterizedTest
  @MethodSource("all")
  void every_function_of_the_table_is_in_the_code(Signature signature) {
    List<List<Object>> fillers =
        List.of(
            List.of("1h"), List.of(1L), List.of(new ArrayList<>()), List.of(new LinkedHashMap<>()));
    Surroundings surroundings =
        new Surroundings(Instant.EPOCH, new Chance("seed", "test"), Map.of());
    boolean answered = false;
    for (List<Object> filler : fillers) {
      List<@Nullable Object> arguments = new ArrayList<>();
      for (int i = 0; i < signature.least(); i++) {
        arguments.add(filler.getFirst());
      }
      try {
        Functions.call(signature.name(), arguments, new Budget(), surroundings);
        answered = true;
      } catch (RefusedException e) {
        answered |= !String.valueOf(e.getMessage()).isBlank();
      }
    }
    assertThat(answered).isTrue();
    assertThat(signature.says()).isNotBlank();
  }

  @Test
  void no_function_is_both_there_and_left_out() {
    assertThat(Functions.leftOut().keySet()).noneMatch(Functions::isKnown);
  }

  /** The page shows what the code's own table says, or it would soon say something else. */
  @Test
  void the_page_lists_every_function_with_what_it_does() throws IOException {
    List<String> lines = new ArrayList<>();
    Functions.byGroup()
        .forEach(
            (title, signatures) -> {
              lines.add("### " + title);
              lines.add("| function | what it gives |");
              signatures.forEach(
                  s ->
                      lines.add(
                          "| `" + s.synopsis() + "` | " + s.says().replace("|", "\\|") + " |"));
            });
    Functions.leftOut().forEach((name, reason) -> lines.add("| `" + name + "` | " + reason + " |"));

    assertThat(Files.readAllLines(PAGE)).containsSubsequence(lines);
  }

  @Test
  void chance_is_even_and_keeps_its_bounds() {
    Chance chance = new Chance("seed", "test");
    int[] counts = new int[10];
    for (int i = 0; i < 10_000; i++) {
      counts[(int) chance.nextBelow(10)]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(850, 1150);
    }
    assertThat(new Chance("seed", "a").nextUuid()).isNotEqualTo(new Chance("seed", "b").nextUuid());
  }
}
