package io.holdfast.inventory.index.database;

/**
 * An index file that is none, is damaged, or was made by another edition: it is to be made again.
 */
public final class IndexDamagedException extends IndexUnusableException {
  private static final long serialVersionUID = 1;

  IndexDamagedException(String message, Throwable cause) {
    super(message, cause);
  }
}
