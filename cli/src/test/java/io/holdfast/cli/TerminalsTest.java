package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalsTest {
  private final Fake screen = new Fake("screen");
  private final Fake serial = new Fake("serial");
  private final Terminals both = new Terminals(List.of(screen, serial));

  @AfterEach
  void leave() throws IOException {
    both.close();
  }

  @Test
  void whoever_ends_a_line_first_has_answered_and_the_others_see_it() throws Exception {
    both.say("Hello");
    serial.type("berlin\n");
    assertThat(both.ask("Name: ")).isEqualTo("berlin");
    screen.type("mära\n");
    assertThat(both.ask("User: ")).isEqualTo("mära");
    assertThat(screen.shown()).isEqualTo("Hello\nName: berlin\nUser: ");
    assertThat(serial.shown()).isEqualTo("Hello\nName: User: mära\n");
  }

  @Test
  void a_line_may_come_in_pieces_and_several_at_once() throws Exception {
    serial.type("ber");
    serial.type("lin\nrome\n\n");
    assertThat(both.ask("1")).isEqualTo("berlin");
    assertThat(both.ask("2")).isEqualTo("rome");
    assertThat(both.ask("3")).isEmpty();
  }

  @Test
  void a_secret_is_shown_nowhere_and_the_echo_comes_back() throws Exception {
    serial.type("sesame\n");
    assertThat(both.askHidden("Password: ")).isEqualTo("sesame".toCharArray());
    for (Fake terminal : List.of(screen, serial)) {
      assertThat(terminal.shown()).isEqualTo("<echo off>Password: \n<echo on>");
    }
    screen.end();
    assertThat(both.askHidden("Password: ")).isNull();
    assertThat(serial.shown()).endsWith("<echo on>");
  }

  @Test
  void where_a_secret_would_be_shown_it_is_not_asked_for() throws Exception {
    screen.failsToHide = true;
    serial.type("sesame\n");
    assertThat(both.askHidden("Password: ")).isEqualTo("sesame".toCharArray());
    assertThat(screen.shown()).isEmpty();
  }

  @Test
  void control_c_and_control_d_leave_and_what_stood_before_them_is_no_answer() throws Exception {
    serial.type("ye\u0003s\n");
    assertThat(both.ask("1")).isNull();
    assertThat(both.ask("2")).isEqualTo("s");
    serial.type("yes");
    serial.end();
    assertThat(both.ask("3")).isNull();
    serial.type("no\n");
    assertThat(both.ask("4")).isEqualTo("no");
  }

  @Test
  void a_line_that_is_no_text_or_too_long_is_told_where_it_was_typed() throws Exception {
    serial.type(new byte[] {'a', (byte) 0xff, '\n'});
    serial.type("x".repeat(10_000) + "\n");
    serial.type("x".repeat(100_000) + "\nok\n");
    assertThat(both.ask("Name: ")).isEqualTo("ok");
    assertThat(serial.shown()).contains("no text in UTF-8", "too long");
    assertThat(screen.shown()).isEqualTo("Name: ok\n");
  }

  @Test
  void a_terminal_that_fails_is_asked_no_more_and_without_any_it_is_told() throws Exception {
    screen.breakDown();
    serial.type("berlin\n");
    assertThat(both.ask("Name: ")).isEqualTo("berlin");
    for (int i = 0; i < 20; i++) {
      serial.end();
    }
    for (int i = 0; i < 20; i++) {
      assertThat(both.ask("Again: ")).isNull();
    }
    assertThatIOException()
        .isThrownBy(() -> both.ask("Again: "))
        .withMessageContaining("nobody to ask any more");
  }

  @Test
  void what_was_typed_before_the_question_is_no_answer_to_it() throws Exception {
    serial.type("yes\n");
    serial.awaitRead();
    both.forgetTyped();
    serial.type("no\n");
    assertThat(both.ask("Sure? ")).isEqualTo("no");
  }

  @Test
  void what_is_no_terminal_is_told() throws Exception {
    assertThatIOException()
        .isThrownBy(() -> Terminals.open(List.of(Path.of("/dev/null"), Path.of("/dev/none"))))
        .withMessageContaining("/dev/null");
  }

  /** Types what it is told to. */
  private static final class Fake implements Terminal {
    private static final byte[] END = {};

    /** A character that nobody types here. */
    private static final byte BREAKS = 0;

    private final String name;
    private final LinkedBlockingQueue<byte[]> typed = new LinkedBlockingQueue<>();
    private final StringBuilder shown = new StringBuilder();
    private volatile boolean failsToHide;
    private byte[] piece = END;
    private int at;

    /** Lets go of whoever waits for all that is typed to be read. */
    private final Object reading = new Object();

    private boolean isWaiting;

    private Fake(String name) {
      this.name = name;
    }

    void type(String text) {
      type(text.getBytes(StandardCharsets.UTF_8));
    }

    void type(byte[] bytes) {
      synchronized (reading) {
        isWaiting = false;
        typed.add(bytes);
      }
    }

    void end() {
      typed.add(END);
    }

    void breakDown() {
      typed.add(new byte[] {BREAKS});
    }

    /** Until the reader has asked for more, and so has handed on what there was. */
    void awaitRead() throws InterruptedException {
      synchronized (reading) {
        while (!isWaiting) {
          reading.wait();
        }
      }
    }

    synchronized String shown() {
      return shown.toString();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int read(byte[] into) throws IOException {
      try {
        if (at == piece.length) {
          synchronized (reading) {
            isWaiting = typed.isEmpty();
            reading.notifyAll();
          }
          piece = typed.take();
          at = 0;
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (piece.length == 0) {
        return -1;
      }
      if (piece[0] == BREAKS) {
        throw new IOException("unplugged");
      }
      int count = Math.min(into.length, piece.length - at);
      System.arraycopy(piece, at, into, 0, count);
      at += count;
      return count;
    }

    @Override
    public synchronized void write(String text) {
      shown.append(text);
    }

    @Override
    public synchronized void echo(boolean isShown) throws IOException {
      if (failsToHide && !isShown) {
        throw new IOException("no");
      }
      shown.append(isShown ? "<echo on>" : "<echo off>");
    }

    @Override
    public void close() {}
  }
}
