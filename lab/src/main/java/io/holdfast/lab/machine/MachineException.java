package io.holdfast.lab.machine;

import java.io.IOException;

/** A machine could not be started, or did not do what it was told. The message says why. */
public final class MachineException extends IOException {
  private static final long serialVersionUID = 1L;

  MachineException(String message) {
    super(message);
  }

  MachineException(String message, Throwable cause) {
    super(message, cause);
  }
}
