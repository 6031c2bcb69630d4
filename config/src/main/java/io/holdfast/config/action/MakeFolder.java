package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;

/**
 * A folder with this mode and owner, made or changed.
 *
 * @param mode permission bits, from 0 to 07777
 */
public record MakeFolder(TargetPath path, int mode, Ownership owner, Place place)
    implements Action {

  /** Mode where none is declared. */
  public static final int DEFAULT_MODE = 0755;

  @Override
  public String describe() {
    return "make folder " + path;
  }
}
