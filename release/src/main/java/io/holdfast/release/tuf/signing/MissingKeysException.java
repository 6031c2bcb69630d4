package io.holdfast.release.tuf.signing;

import java.io.IOException;

/** A role cannot sign, for not enough of its keys are here. */
public final class MissingKeysException extends IOException {
  private static final long serialVersionUID = 1L;

  MissingKeysException(String message) {
    super(message);
  }
}
