package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;

/**
 * A file with exactly this content. Missing folders above it are made.
 *
 * @param mode permission bits, from 0 to 07777
 */
public record WriteFile(
    TargetPath path, FileContent content, int mode, Ownership owner, Place place)
    implements Action {

  /** Mode where none is declared. */
  public static final int DEFAULT_MODE = 0644;

  @Override
  public String describe() {
    return "write " + path + ", " + content;
  }
}
