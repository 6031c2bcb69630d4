package io.holdfast.lab.machine.serial;

import java.util.ArrayList;
import java.util.List;

/**
 * What is typed to a bash on a serial terminal, as a pure function. A terminal line holds 4096
 * bytes in all (termios(3), canonical mode), and a shell that is busy loses what comes beyond, so
 * that a command goes over in pieces, each acknowledged, and is then evaluated from a variable.
 *
 * <p>Every marker is put together by the shell: an echo of what is typed never looks like one.
 *
 * @param token letters and digits that no output contains
 */
record ShellInput(String token) {
  /** So that a piece stays below 4096 bytes even if each byte needs four characters. */
  private static final int PIECE_BYTES = 800;

  /** Printed when the shell is there. */
  String ready() {
    return "<holdfast-ready-" + token + ">";
  }

  /** Printed when a piece has arrived. */
  String got(int piece) {
    return "<holdfast-got-" + token + "-" + piece + ">";
  }

  /** Printed right before the output. */
  String begin() {
    return "<holdfast-begin-" + token + ">";
  }

  /** Printed right after the output, followed by the exit code and {@code >}. */
  String end() {
    return "<holdfast-end-" + token + "-";
  }

  /**
   * Asks whether a shell is there, and makes it quiet. It begins by ending whatever line was begun.
   */
  String call() {
    return "\nstty -echo -onlcr; set +m; PS1= PS2= PROMPT_COMMAND=; unset HISTFILE;"
        + " bind 'set enable-bracketed-paste off' 2>/dev/null; "
        + print("ready-" + token + ">")
        + "\n";
  }

  /** The lines that carry a command; the n-th is acknowledged by {@link #got}(n). */
  List<String> pieces(byte[] command) {
    List<String> pieces = new ArrayList<>();
    for (int start = 0; start < command.length || start == 0; start += PIECE_BYTES) {
      int end = Math.min(command.length, start + PIECE_BYTES);
      pieces.add(
          (start == 0 ? "holdfast=" : "holdfast+=")
              + quote(command, start, end)
              + "; "
              + print("got-" + token + "-" + pieces.size() + ">")
              + "\n");
    }
    return pieces;
  }

  /**
   * The line that runs what was carried: in a shell of its own, so that neither {@code exit} nor
   * {@code cd} reaches the waiting one, and without input, which is for that one.
   */
  String run() {
    return print("begin-" + token + ">")
        + "; (eval \"$holdfast\") </dev/null 2>&1; printf '\\n%s%s%d>\\n' '<holdfast-' 'end-"
        + token
        + "-' $?\n";
  }

  private static String print(String rest) {
    // A line of its own, for whatever was printed before may lack its end.
    return "printf '\\n%s%s\\n' '<holdfast-' '" + rest + "'";
  }

  /** ANSI-C quoting, bash(1): any byte but NUL, on one line. */
  private static String quote(byte[] bytes, int start, int end) {
    StringBuilder quoted = new StringBuilder("$'");
    for (int i = start; i < end; i++) {
      int b = bytes[i] & 0xff;
      if (b == 0) {
        throw new IllegalArgumentException("A command for a shell cannot hold the character NUL.");
      }
      if (b >= ' ' && b < 0x7f && b != '\'' && b != '\\') {
        quoted.append((char) b);
      } else {
        quoted.append('\\').append((char) ('0' + (b >> 6)));
        quoted.append((char) ('0' + (b >> 3 & 7))).append((char) ('0' + (b & 7)));
      }
    }
    return quoted.append('\'').toString();
  }
}
