package io.holdfast.host;

import java.io.IOException;

/**
 * An outside program could not be started, ran past its time limit, or ended with an exit code that
 * says it failed. The message holds the command, how it ended, and the last lines it printed.
 */
public final class CommandException extends IOException {
  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    super(message);
  }

  CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
