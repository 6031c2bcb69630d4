package io.holdfast.cli;

import io.holdfast.lab.machine.registry.RecordedMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;

/** The terminal of this command as the console of a machine. Stateless. */
final class ConsoleVisit {
  /** What the key is called on keyboards. */
  static final String LEAVE_KEY = "Ctrl-]";

  private ConsoleVisit() {}

  /** Until the leave key, the end of standard input, or the end of the machine. */
  static void to(RecordedMachine machine, PrintWriter err)
      throws IOException, InterruptedException {
    if (!RawTerminal.isThere()) {
      visit(machine, System.in, System.out);
      return;
    }
    err.println("The console of " + machine.name() + "; " + LEAVE_KEY + " leaves it.");
    try (RawTerminal _ = RawTerminal.take()) {
      visit(machine, System.in, System.out);
    } finally {
      // The machine's last line seldom ended.
      err.println();
    }
  }

  /** Until the leave key, the end of the keys, or the end of the machine. */
  static void visit(RecordedMachine machine, InputStream keys, OutputStream screen)
      throws IOException {
    try {
      machine.visit(keys, screen);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (ClosedChannelException e) {
      // Who types has left, and closed the line before or while this thread read from it.
    }
  }
}
