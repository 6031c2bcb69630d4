package io.holdfast.inventory.collect;

import java.io.IOException;

/** A root file system whose inventory cannot be made. The message says what to do. */
public final class CollectException extends IOException {
  private static final long serialVersionUID = 1;

  CollectException(String message) {
    super(message);
  }

  CollectException(String message, Throwable cause) {
    super(message, cause);
  }
}
