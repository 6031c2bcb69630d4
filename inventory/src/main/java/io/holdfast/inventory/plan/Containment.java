package io.holdfast.inventory.plan;

import java.util.Locale;

/** What is done with a node that has nowhere safe to go; the operator's policy. */
public enum Containment {
  /** It keeps running, rather than being nothing. */
  KEEP,
  /** It is started in recovery, if that is safe. */
  RECOVERY,
  /** It keeps running without a network. */
  STOP_NETWORK;

  /** As it is written in options and documents. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
