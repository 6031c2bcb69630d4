package io.holdfast.inventory.index.database;

import java.io.IOException;

/**
 * An index file that is none, is damaged, or was made by another edition: it is to be made again.
 */
public final class IndexDamagedException extends IOException {
  private static final long serialVersionUID = 1;

  IndexDamagedException(String message, Throwable cause) {
    super(message, cause);
  }
}
