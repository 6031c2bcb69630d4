package io.holdfast.lab.machine.registry;

import java.io.IOException;

/** No running machine has the name. The message lists those that run. */
public final class NoSuchMachineException extends IOException {
  private static final long serialVersionUID = 1L;

  NoSuchMachineException(String message) {
    super(message);
  }
}
