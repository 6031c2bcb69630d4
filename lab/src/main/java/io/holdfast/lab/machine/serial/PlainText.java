package io.holdfast.lab.machine.serial;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Makes lines of plain text out of what is meant for a terminal (ECMA-48, section 5.4 for control
 * sequences). Colours vanish; moving the cursor to a place or clearing begins a new line; a
 * carriage return writes over the line, as progress displays do. Not safe for use by several
 * threads.
 */
final class PlainText {
  /** A machine that prints no line feeds must not fill the memory. */
  static final int LONGEST_LINE = 1000;

  /** The longest sequence that matters, a place, has seven. */
  private static final int LONGEST_PARAMETERS = 32;

  private static final char ESCAPE = 0x1b;
  private static final char BELL = 0x07;
  private static final char BACKSPACE = 0x08;

  private enum State {
    TEXT,
    ESCAPED,
    /** One more character belongs to the sequence: the choice of a character set. */
    ONE_MORE,
    CONTROL_SEQUENCE,
    /** An operating system command (a window's title), up to BELL or ESC \. */
    STRING
  }

  private final Consumer<String> lines;
  private final StringBuilder line = new StringBuilder();
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] undecoded = new byte[0];
  private final StringBuilder parameters = new StringBuilder();

  /** Where the cursor was last moved to, and the lines since; 0 where it never was. */
  private int row;

  private int column;
  private State state = State.TEXT;

  /**
   * @param lines gets each finished line, without its end
   */
  PlainText(Consumer<String> lines) {
    this.lines = lines;
  }

  /** The line that is not finished. */
  String unfinished() {
    return line.toString().stripTrailing();
  }

  void feed(byte[] piece) {
    ByteBuffer bytes = ByteBuffer.allocate(undecoded.length + piece.length);
    bytes.put(undecoded).put(piece).flip();
    CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
    decoder.decode(bytes, text, false);
    undecoded = new byte[bytes.remaining()];
    bytes.get(undecoded);
    text.flip();
    while (text.hasRemaining()) {
      take(text.get());
    }
  }

  /** Ends the unfinished line, if there is any. */
  void endLine() {
    if (!line.isEmpty()) {
      finish();
    }
  }

  private void take(char c) {
    switch (state) {
      case TEXT -> takeText(c);
      case ESCAPED ->
          state =
              switch (c) {
                case '[' -> {
                  parameters.setLength(0);
                  yield State.CONTROL_SEQUENCE;
                }
                case ']', 'P', '^', '_' -> State.STRING;
                case '(', ')', '#', '%' -> State.ONE_MORE;
                default -> State.TEXT;
              };
      case ONE_MORE -> state = State.TEXT;
      case CONTROL_SEQUENCE -> takeControlSequence(c);
      case STRING -> {
        if (c == BELL) {
          state = State.TEXT;
        } else if (c == ESCAPE) {
          state = State.ESCAPED;
        }
      }
    }
  }

  private void takeControlSequence(char c) {
    if (c == ESCAPE) {
      state = State.ESCAPED;
    } else if (c >= '@' && c <= '~') {
      state = State.TEXT;
      switch (c) {
        case 'H', 'f' -> moveTo(parameters.toString());
        case 'J' -> endLine();
        default -> {
          // Colours, modes and questions to the terminal change no text.
        }
      }
    } else if (c >= ' ') {
      if (parameters.length() < LONGEST_PARAMETERS) {
        parameters.append(c);
      }
    } else {
      // Line noise or a torn sequence: what follows is text again.
      state = State.TEXT;
      takeText(c);
    }
  }

  /**
   * CUP, ECMA-48 section 8.3.21: row and column, from 1, which is also what a missing one means.
   */
  private void moveTo(String place) {
    int semicolon = place.indexOf(';');
    int newRow = number(semicolon < 0 ? place : place.substring(0, semicolon));
    int newColumn = number(semicolon < 0 ? "" : place.substring(semicolon + 1));
    if (newRow != row) {
      endLine();
    }
    row = newRow;
    column = Math.min(newColumn, LONGEST_LINE) - 1;
  }

  private static int number(String digits) {
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit < '0' || digit > '9') {
        return 1;
      }
      number = Math.min(LONGEST_LINE, number * 10 + (digit - '0'));
    }
    return Math.max(1, number);
  }

  private void takeText(char c) {
    switch (c) {
      case ESCAPE -> state = State.ESCAPED;
      case '\n' -> finish();
      case '\r' -> column = 0;
      case BACKSPACE -> column = Math.max(0, column - 1);
      case '\t' -> put(' ');
      default -> {
        if (!Character.isISOControl(c)) {
          put(c);
        }
      }
    }
  }

  private void put(char c) {
    while (line.length() <= column) {
      line.append(' ');
    }
    line.setCharAt(column, c);
    column++;
    if (line.length() >= LONGEST_LINE) {
      finish();
    }
  }

  private void finish() {
    lines.accept(unfinished());
    line.setLength(0);
    column = 0;
    row++;
  }
}
