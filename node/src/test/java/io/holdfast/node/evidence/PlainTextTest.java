package io.holdfast.node.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void ordinary_text_is_left_alone() {
    assertThat(PlainText.block("  eins\n\n\tzwei größer 語 😀\n", 100))
        .isEqualTo("  eins\n\n zwei größer 語 😀");
    assertThat(PlainText.line(" one line ", 100)).isEqualTo("one line");
  }

  @Test
  void terminal_commands_and_hidden_characters_become_visible() {
    assertThat(PlainText.line("\u001b[31mred\u0007 \u202egnp.exe \0", 100))
        .isEqualTo("�[31mred� �gnp.exe �");
  }

  @Test
  void a_lone_return_cannot_overwrite_a_line() {
    assertThat(PlainText.block("all is lost\rall is well\r\nend", 100))
        .isEqualTo("all is lost\nall is well\nend");
  }

  @Test
  void broken_utf8_and_lone_surrogates_are_replaced() {
    String broken = new String(new byte[] {'a', (byte) 0xff, 'b'}, StandardCharsets.UTF_8);
    assertThat(PlainText.line(broken + "\ud83d" + "c", 100)).isEqualTo("a�b�c");
  }

  @Test
  void of_a_long_block_the_last_whole_lines_are_kept_and_the_cut_is_seen() {
    assertThat(PlainText.block("first line\nsecond line\nthird line", 24))
        .isEqualTo("…\nthird line");
  }

  @Test
  void a_huge_line_is_cut_without_halving_a_character() {
    assertThat(PlainText.line("ab😀cd", 4)).isEqualTo("ab…");
    assertThat(PlainText.block("x".repeat(100_000) + "\nend", 4096))
        .isEqualTo("…\n" + "x".repeat(PlainText.MAX_LINE - 1) + "…\nend");
  }

  @Test
  void lists_keep_their_last_lines() {
    assertThat(PlainText.lines(List.of("a", "b", "c"), 2, 10, 100)).containsExactly("b", "c");
    assertThat(PlainText.lines(List.of("aaa", "bbb", "ccc"), 9, 10, 8))
        .containsExactly("bbb", "ccc");
  }
}
