package io.holdfast.inventory.index.database;

import java.io.IOException;

/**
 * The index itself cannot be used, whatever document it was to take: its disk is full, say, or
 * others hold it. Whoever goes through many documents ends with it.
 */
public sealed class IndexUnusableException extends IOException
    permits IndexDamagedException, ServerException {
  private static final long serialVersionUID = 1;

  /**
   * A failure of an index.
   *
   * @param message which index, why, and what to do where something can be done
   */
  public IndexUnusableException(String message, Throwable cause) {
    super(message, cause);
  }
}
