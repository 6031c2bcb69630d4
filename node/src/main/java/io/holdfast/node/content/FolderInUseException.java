package io.holdfast.node.content;

import java.io.IOException;

/** Where a consumer is to find its content, something else lies; it was left alone. */
public final class FolderInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  FolderInUseException(String message) {
    super(message);
  }
}
