package io.holdfast.image.inspect;

import java.io.Serial;

/** It is nothing that can be looked at. */
public final class UnknownThingException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  UnknownThingException(String message) {
    super(message);
  }
}
