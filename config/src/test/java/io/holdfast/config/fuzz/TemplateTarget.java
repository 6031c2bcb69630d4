package io.holdfast.config.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Cases;
import io.holdfast.config.template.Delimiters;
import io.holdfast.config.template.Origin;
import io.holdfast.config.template.Template;
import io.holdfast.config.template.TemplateException;
import io.holdfast.config.template.TemplatePieces;
import io.holdfast.config.template.TemplateValues;
import io.holdfast.config.template.function.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Templates: pieces of the grammar, calls of every function, and good ones with changes. */
final class TemplateTarget implements FuzzTarget {
  private static final TemplateValues VALUES =
      TemplateValues.of(
          Map.of("s", "text", "n", 7, "f", 1.5, "l", List.of(1, "two", 3.5), "m", Map.of("k", "v")),
          "seed",
          Instant.parse("2026-11-27T20:07:26Z"));

  private static final int MOST_PIECES = 30;
  private static final int MOST_CALLS = 3;
  private static final int MOST_ARGUMENTS = 4;

  private final List<String> functions = TemplatePieces.functions();
  private final Mutation mutation;

  /** Reads the cases of templates. */
  TemplateTarget() throws IOException {
    List<String> seeds = new ArrayList<>();
    for (String kind : List.of("template/filled", "template/refused")) {
      for (Path folder : Cases.in(kind)) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.sorted().toList()) {
            seeds.add(Files.readString(file));
          }
        }
      }
    }
    this.mutation = new Mutation(seeds, TemplatePieces.TEXTS);
  }

  @Override
  public String input(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> pieces(random);
      case 1 -> calls(random);
      default -> mutation.next(random);
    };
  }

  @Override
  public void take(String text) {
    try {
      String filled = Template.fill(text, Origin.file("t"), Delimiters.BRACES, VALUES);
      assertThat(filled.length()).isLessThanOrEqualTo(Budget.MAX_TEXT);
    } catch (TemplateException e) {
      assertThat(e.problems()).isNotEmpty();
      assertThat(e.problems().getFirst().message()).isNotBlank();
    }
  }

  private static String pieces(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(MOST_PIECES + 1); left > 0; left--) {
      text.append(Mutation.any(TemplatePieces.TEXTS, random));
    }
    return text.toString();
  }

  private String calls(SplittableRandom random) {
    List<String> calls = new ArrayList<>();
    for (int left = random.nextInt(1, MOST_CALLS + 1); left > 0; left--) {
      StringBuilder call = new StringBuilder(Mutation.any(functions, random));
      for (int more = random.nextInt(MOST_ARGUMENTS + 1); more > 0; more--) {
        call.append(' ').append(Mutation.any(TemplatePieces.ARGUMENTS, random));
      }
      calls.add(call.toString());
    }
    return "{{ " + String.join(" | ", calls) + " }}";
  }
}
