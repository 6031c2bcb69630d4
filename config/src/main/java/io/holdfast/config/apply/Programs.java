package io.holdfast.config.apply;

import io.holdfast.host.Command;
import java.io.IOException;

/** Runs outside programs; the edge at which tests listen. */
interface Programs {
  /** The real ones. */
  Programs REAL =
      new Programs() {
        @Override
        public int exitCode(Command command) throws IOException, InterruptedException {
          return command.run().exitCode();
        }

        @Override
        public String output(Command command) throws IOException, InterruptedException {
          return command.check();
        }
      };

  /** Runs to the end and tells how it ended. */
  int exitCode(Command command) throws IOException, InterruptedException;

  /** Runs to the end, demanding exit code 0, and tells what it printed. */
  String output(Command command) throws IOException, InterruptedException;

  /** Runs to the end, demanding exit code 0. */
  default void check(Command command) throws IOException, InterruptedException {
    output(command);
  }
}
