package io.holdfast.inventory.document;

import java.io.IOException;

/** A document that is no inventory, or one that cannot be used. The message says why. */
public final class InventoryException extends IOException {
  private static final long serialVersionUID = 1;

  InventoryException(String message) {
    super(message);
  }

  InventoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
