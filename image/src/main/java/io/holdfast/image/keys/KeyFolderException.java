package io.holdfast.image.keys;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A folder of keys cannot be made or used; the message names the file, says why and what to do, and
 * never quotes what is in it.
 */
public final class KeyFolderException extends IOException {
  private static final long serialVersionUID = 1L;

  KeyFolderException(String message) {
    super(message);
  }

  KeyFolderException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
