package io.holdfast.image.medium;

import io.holdfast.config.cloud.InstallOptions;

/** How a medium comes to know what the node that it installs is to be. */
public sealed interface NodeSetup {
  /**
   * It carries the node's configuration, and installs without being asked.
   *
   * @param configuration bytes of the node's cloud-config, checked by the caller
   * @param options what it says about installing
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; written to the medium as it is.
  record Carried(byte[] configuration, InstallOptions options) implements NodeSetup {}

  /** It carries none: a person at the machine is asked, and nothing is installed before. */
  record Asked() implements NodeSetup {}
}
