package io.holdfast.node.state;

import java.io.IOException;

/** A newer Holdfast wrote the state. It was left as it is. */
public final class StateTooNewException extends IOException {
  private static final long serialVersionUID = 1L;

  StateTooNewException(String message) {
    super(message);
  }
}
