package io.holdfast.inventory.index.database;

import java.io.IOException;

/** A document that a server cannot keep; it is as it was, and takes others. */
public final class DocumentRefusedException extends IOException {
  private static final long serialVersionUID = 1;

  DocumentRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
