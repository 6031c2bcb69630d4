package io.holdfast.inventory.plan;

import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.ReleaseRef;

/**
 * A release, and whether a node may be brought to it.
 *
 * @param withdrawn whether its publisher says that it must not be activated any more
 */
public record KnownRelease(
    ReleaseRef release, Architecture architecture, Standing standing, boolean withdrawn) {

  /** Whether a node may be brought to it: it is known, unaffected and not withdrawn. */
  public boolean isSafe() {
    return standing == Standing.UNAFFECTED && !withdrawn;
  }

  /** Whether a node must leave it. */
  public boolean isBad() {
    return standing == Standing.AFFECTED || withdrawn;
  }
}
