package io.holdfast.release.repository;

import org.jspecify.annotations.Nullable;

/**
 * The repository's files are not what they must be. Asking again will not help, until somebody
 * repairs them.
 */
public final class DamagedException extends RepositoryException {
  private static final long serialVersionUID = 1L;

  DamagedException(String message) {
    super(message);
  }

  DamagedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
