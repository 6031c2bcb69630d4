package io.holdfast.release.content;

import io.holdfast.release.Printable;

/**
 * A folder is not published as content on purpose: something in it cannot be content, or must not
 * be published. Nothing was published; change the folder, or name another one.
 */
public final class ContentRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a message for the operator. */
  public ContentRefusedException(String message) {
    super(Printable.of(message));
  }
}
