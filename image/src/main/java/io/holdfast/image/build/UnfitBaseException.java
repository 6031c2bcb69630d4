package io.holdfast.image.build;

import java.io.IOException;

/** A base lacks something that every release needs; its author must choose or complete it. */
public final class UnfitBaseException extends IOException {
  private static final long serialVersionUID = 1L;

  UnfitBaseException(String message) {
    super(message);
  }
}
