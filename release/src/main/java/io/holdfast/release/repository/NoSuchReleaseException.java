package io.holdfast.release.repository;

/** The repository works and has no such release: choose another, or publish it. */
public final class NoSuchReleaseException extends RepositoryException {
  private static final long serialVersionUID = 1L;

  NoSuchReleaseException(String message) {
    super(message);
  }
}
