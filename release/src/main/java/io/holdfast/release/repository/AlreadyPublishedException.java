package io.holdfast.release.repository;

/**
 * Another release was published under this name and version, or other content under this channel
 * and version: choose a higher version.
 */
public final class AlreadyPublishedException extends RepositoryException {
  private static final long serialVersionUID = 1L;

  AlreadyPublishedException(String message) {
    super(message);
  }
}
