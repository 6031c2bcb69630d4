package io.holdfast.release.trust;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A key file, or a folder of them, cannot be used; the message names it, says why and what to do,
 * and never quotes what is in it.
 */
public class KeyFileException extends IOException {
  private static final long serialVersionUID = 1L;

  KeyFileException(String message) {
    super(message);
  }

  KeyFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
