package io.holdfast.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void plain_text_of_any_language_stays_as_it_is() {
    String text = "Größe 日本 🌊 1.4.0";

    assertThat(Printable.of(text)).isEqualTo(text);
    assertThat(Printable.holds(text)).isTrue();
  }

  @Test
  void what_could_steer_a_terminal_or_turn_text_around_is_replaced() {
    for (String bad :
        new String[] {
          "\u001b", "\n", "\r", "\0", "\u007f", "\u009b", "\u202e", "\u200b", "\u2028", "\ud800",
          "\ue000"
        }) {
      assertThat(Printable.of("a" + bad + "b")).isEqualTo("a?b");
      assertThat(Printable.holds("a" + bad + "b")).isFalse();
    }
  }

  @Test
  void long_text_is_cut() {
    assertThat(Printable.of("x".repeat(400))).hasSize(400);
    assertThat(Printable.of("x".repeat(1_000_000))).isEqualTo("x".repeat(400) + "...");
  }
}
