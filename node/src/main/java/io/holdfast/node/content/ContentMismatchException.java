package io.holdfast.node.content;

import java.io.IOException;

/** What came is not what was announced; another source may have it right. */
public final class ContentMismatchException extends IOException {
  private static final long serialVersionUID = 1L;

  ContentMismatchException(String message) {
    super(message);
  }
}
