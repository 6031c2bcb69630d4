package io.holdfast.inventory.index.database;

/**
 * A server of PostgreSQL that cannot be reached or used, or does not do what it was asked. The
 * message says which, why and what to do next, and never a password.
 */
public final class ServerException extends IndexUnusableException {
  private static final long serialVersionUID = 1;

  ServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
