package io.holdfast.cli;

import io.holdfast.host.Command;
import io.holdfast.host.CommandException;
import java.io.Console;
import java.util.Optional;

/**
 * The terminal of this command, set so that each key is handed on at once and unchanged, Ctrl-C
 * too: termios(3)'s raw mode, by stty(1). Closing it sets it back.
 */
final class RawTerminal implements AutoCloseable {
  private static final String DEVICE = "/dev/tty";

  private final String before;

  private RawTerminal(String before) {
    this.before = before;
  }

  /** Whether somebody sits at this command's terminal, to type and to read. */
  static boolean isThere() {
    return console().isPresent();
  }

  /** To ask him. Without a terminal, Java 25 has no console again, as before 22. */
  static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  static RawTerminal take() throws CommandException, InterruptedException {
    RawTerminal terminal = new RawTerminal(stty("-g").check().strip());
    stty("raw", "-echo").check();
    return terminal;
  }

  /** Also on a thread that was told to end: a terminal that stays raw is of no use to anybody. */
  @Override
  public void close() throws CommandException {
    boolean interrupted = Thread.interrupted();
    try {
      stty(before).check();
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Command stty(String... settings) {
    String[] words = new String[settings.length + 3];
    words[0] = "stty";
    words[1] = "-F";
    words[2] = DEVICE;
    System.arraycopy(settings, 0, words, 3, settings.length);
    return Command.of(words);
  }
}
