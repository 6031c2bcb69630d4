package io.holdfast.node.content;

import java.io.IOException;

/** Content does not fit on the persistent partition; nothing was written. */
public final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1L;

  NoRoomException(String message) {
    super(message);
  }
}
