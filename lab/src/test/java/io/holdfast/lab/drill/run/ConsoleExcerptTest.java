package io.holdfast.lab.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConsoleExcerptTest {
  @Test
  void a_short_console_is_shown_whole() {
    assertThat(ConsoleExcerpt.of(List.of())).isEmpty();
    assertThat(ConsoleExcerpt.of(List.of("a", "b"))).isEqualTo("a | b");
  }

  @Test
  void of_a_long_one_the_last_lines() {
    List<String> lines = numbered(100);
    assertThat(ConsoleExcerpt.of(lines)).startsWith("line 94 | ").endsWith(" | line 99");
  }

  @Test
  void a_crash_of_a_jvm_shows_how_it_begins() {
    List<String> lines = numbered(50);
    lines.add("# A fatal error has been detected by the Java Runtime Environment:");
    lines.add("#");
    lines.add("#  SIGSEGV (0xb) at pc=0x1");
    lines.addAll(numbered(400));
    lines.add("END.");
    assertThat(ConsoleExcerpt.of(lines))
        .startsWith("# A fatal error")
        .contains(" | #  SIGSEGV (0xb) at pc=0x1 | line 0 | ")
        .doesNotContain("line 100")
        .endsWith("line 399 | END.");
  }

  @Test
  void long_lines_are_cut() {
    assertThat(ConsoleExcerpt.of(List.of("x".repeat(1000)))).hasSize(160);
  }

  private static List<String> numbered(int count) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> "line " + i).toList());
  }
}
