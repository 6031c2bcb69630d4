package io.holdfast.config.template.function;

/**
 * A function or a value cannot do what a template asks. Unchecked, since nearly everything here can
 * refuse and only whoever runs the template, who knows the place, has anything to do about it. The
 * message is for the author of the template.
 */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what is wrong and, where it can be known, what to write instead. */
  public RefusedException(String message) {
    // Without a stack trace: it tells an author of a template nothing, and costs much.
    super(message, null, false, false);
  }
}
