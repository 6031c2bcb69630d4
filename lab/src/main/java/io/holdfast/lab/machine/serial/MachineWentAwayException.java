package io.holdfast.lab.machine.serial;

import java.io.IOException;

/**
 * The machine restarted, was switched off or lost its power while something was expected of it. The
 * caller may wait for the shell of its next boot.
 */
public final class MachineWentAwayException extends IOException {
  private static final long serialVersionUID = 1L;

  MachineWentAwayException(String message) {
    super(message);
  }
}
