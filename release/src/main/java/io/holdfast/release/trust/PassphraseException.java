package io.holdfast.release.trust;

import org.jspecify.annotations.Nullable;

/** A private key is encrypted and the passphrase is missing or wrong: ask for it (again). */
public final class PassphraseException extends KeyFileException {
  private static final long serialVersionUID = 1L;

  PassphraseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
