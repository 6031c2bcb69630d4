package io.holdfast.image.keys;

/**
 * A folder of keys is not made here on purpose: it could overwrite something or come into a
 * repository. Nothing was changed; name another folder.
 */
public final class KeyFolderRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  KeyFolderRefusedException(String message) {
    super(message);
  }
}
