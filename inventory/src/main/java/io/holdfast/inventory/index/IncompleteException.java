package io.holdfast.inventory.index;

import java.io.IOException;

/** An index that could not be made again, for documents of it cannot be read; it is as it was. */
public final class IncompleteException extends IOException {
  private static final long serialVersionUID = 1;

  IncompleteException(String message) {
    super(message);
  }
}
