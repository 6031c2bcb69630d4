package io.holdfast.release.trust;

/**
 * A key is not made here on purpose: it could overwrite something or come into a repository.
 * Nothing was changed; name another folder.
 */
public final class KeyPlaceException extends Exception {
  private static final long serialVersionUID = 1L;

  KeyPlaceException(String message) {
    super(message);
  }
}
