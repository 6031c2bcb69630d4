package io.holdfast.inventory.plan;

import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.ReleaseRef;
import org.jspecify.annotations.Nullable;

/**
 * A release, and whether a node may be brought to it.
 *
 * @param architecture null if it is not known: then no other is for the same machines
 * @param withdrawn whether its publisher says that it must not be activated any more
 */
public record KnownRelease(
    ReleaseRef release, @Nullable Architecture architecture, Standing standing, boolean withdrawn) {

  /** Whether a node may be brought to it: it is known, unaffected and not withdrawn. */
  public boolean isSafe() {
    return standing == Standing.UNAFFECTED && !withdrawn;
  }

  /** Whether a node must leave it. */
  public boolean isBad() {
    return standing == Standing.AFFECTED || withdrawn;
  }
}
