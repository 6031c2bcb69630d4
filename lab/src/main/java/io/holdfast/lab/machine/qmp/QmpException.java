package io.holdfast.lab.machine.qmp;

import java.io.IOException;

/**
 * QEMU refused a command, answered what cannot be understood, or went away. The message names the
 * command and says which.
 */
public final class QmpException extends IOException {
  private static final long serialVersionUID = 1L;

  QmpException(String message) {
    super(message);
  }

  QmpException(String message, Throwable cause) {
    super(message, cause);
  }
}
