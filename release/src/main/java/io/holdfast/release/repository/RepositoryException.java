package io.holdfast.release.repository;

import io.holdfast.release.Printable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A repository cannot be read or written; the message says what, where, why and what to do. Where
 * it is not one of the subclasses, the cause may pass (a network, a disk), and it is worth trying
 * again later, going on at the same offset.
 */
public class RepositoryException extends IOException {
  private static final long serialVersionUID = 1L;

  RepositoryException(String message) {
    super(Printable.of(message));
  }

  RepositoryException(String message, @Nullable Throwable cause) {
    super(Printable.of(message), cause);
  }
}
