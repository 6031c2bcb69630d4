package io.holdfast.image.disk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An installation could not begin or did not succeed; the message says why, how the disk was left,
 * and what to do.
 */
public final class InstallFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  InstallFailedException(String message) {
    super(message);
  }

  InstallFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
