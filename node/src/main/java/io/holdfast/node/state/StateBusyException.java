package io.holdfast.node.state;

import java.io.IOException;

/** Another process or thread held the state's lock for too long. Nothing was changed. */
public final class StateBusyException extends IOException {
  private static final long serialVersionUID = 1L;

  StateBusyException(String message) {
    super(message);
  }
}
