package io.holdfast.lab.machine.serial;

import java.io.IOException;

/** A command that had to succeed in a machine ended with another exit code than 0. */
public final class GuestCommandException extends IOException {
  private static final long serialVersionUID = 1L;

  GuestCommandException(String message) {
    super(message);
  }
}
