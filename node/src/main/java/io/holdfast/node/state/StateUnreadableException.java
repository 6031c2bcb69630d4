package io.holdfast.node.state;

import java.io.IOException;

/** Neither copy of the state can be used. Both were left as they are. */
public final class StateUnreadableException extends IOException {
  private static final long serialVersionUID = 1L;

  StateUnreadableException(String message) {
    super(message);
  }
}
