package io.holdfast.lab.machine.serial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainTextTest {
  private final List<String> lines = new ArrayList<>();
  private final PlainText text = new PlainText(lines::add);

  @Test
  void colours_vanish() {
    feed("[\u001b[0;32m  OK  \u001b[0m] Started \u001b[0;1;39mssh\u001b[0m.\r\n");
    assertThat(lines).containsExactly("[  OK  ] Started ssh.");
  }

  @Test
  void progress_is_written_over() {
    feed("\r 10 %\r 90 %\r100 %\n");
    assertThat(lines).containsExactly("100 %");
  }

  @Test
  void typing_that_moves_the_cursor_along_a_row_is_one_line() {
    feed("\u001b[07;01HShell> \u001b[07;08Hl\u001b[07;09Hs\u001b[08;01Hnext");
    assertThat(lines).containsExactly("Shell> ls");
    assertThat(text.unfinished()).isEqualTo("next");
  }

  @Test
  void clearing_the_screen_keeps_what_was_on_it() {
    feed("loading\u001b[2J\u001b[01;01Hmenu\n");
    assertThat(lines).containsExactly("loading", "menu");
  }

  @Test
  void a_character_that_comes_in_two_pieces_is_whole() {
    byte[] bytes = "●x\n".getBytes(StandardCharsets.UTF_8);
    for (byte single : bytes) {
      text.feed(new byte[] {single});
    }
    assertThat(lines).containsExactly("●x");
  }

  @Test
  void bytes_that_are_no_text_do_no_harm() {
    text.feed(new byte[] {'a', (byte) 0xff, (byte) 0xc3, 0, 7, 8, 8, 8, 'b', '\n'});
    assertThat(lines).containsExactly("b\ufffd\ufffd");
  }

  @Test
  void a_line_without_end_is_cut() {
    feed("x".repeat(3 * PlainText.LONGEST_LINE + 1));
    assertThat(lines).hasSize(3).allMatch(line -> line.length() == PlainText.LONGEST_LINE);
    assertThat(text.unfinished()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[999999999;999999999H",
        "\u001b[;H",
        "\u001b[-1;xH",
        "\u001b[?2004h\u001b[6n",
        "\u001b]0;a window's title\u0007",
        "\u001b]0;title\u001b\\",
        "\u001b(B\u001b=",
        "\u001b[12\u001b[1m"
      })
  void odd_sequences_leave_the_text_after_them(String sequence) {
    feed(sequence + "\rtext\n");
    assertThat(lines).containsExactly("text");
  }

  private void feed(String piece) {
    text.feed(piece.getBytes(StandardCharsets.UTF_8));
  }
}
