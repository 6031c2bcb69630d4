package io.holdfast.release.repository;

/** The repository works and has no such channel or version of content: choose another. */
public final class NoSuchContentException extends RepositoryException {
  private static final long serialVersionUID = 1L;

  NoSuchContentException(String message) {
    super(message);
  }
}
