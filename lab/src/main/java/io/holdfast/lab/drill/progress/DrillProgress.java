package io.holdfast.lab.drill.progress;

import io.holdfast.lab.drill.act.ActResult;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Hears what a drill is doing. Called from several threads; must be quick. */
public interface DrillProgress extends AutoCloseable {
  /** Nobody listens. */
  DrillProgress SILENT = new Silent();

  /**
   * A run has begun, maybe beside others.
   *
   * @param title the act's, and the run's if the act has several; "" for the preparation
   */
  RunProgress begin(String title);

  /** An act has ended. */
  void ended(ActResult result);

  /** Nothing more comes; what was shown for the moment is removed. */
  @Override
  void close();

  /** Two lines a run that are drawn anew if standard error is a terminal, else a line a step. */
  static DrillProgress onStandardError() {
    return isTerminal(Path.of("/proc/self/fd/2"))
        ? TerminalProgress.start(System.err, columns(System.getenv("COLUMNS")))
        : lines(System.err);
  }

  /** A line a step. */
  static DrillProgress lines(PrintStream stream) {
    return new LineProgress(stream, InstantSource.system());
  }

  private static boolean isTerminal(Path descriptor) {
    try {
      Path target = Files.readSymbolicLink(descriptor);
      return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private static int columns(@org.jspecify.annotations.Nullable String text) {
    try {
      return text == null ? TerminalProgress.COLUMNS : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return TerminalProgress.COLUMNS;
    }
  }
}
