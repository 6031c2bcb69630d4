package io.holdfast.lab.machine.serial;

import java.io.IOException;

/**
 * What was expected of a machine did not come within its limit. The message holds what came last
 * instead.
 */
public final class MachineSilentException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With a message for the operator. */
  public MachineSilentException(String message) {
    super(message);
  }
}
