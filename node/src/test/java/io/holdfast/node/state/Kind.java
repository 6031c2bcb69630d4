package io.holdfast.node.state;

/** How a release behaves whenever it is booted. */
enum Kind {
  GOOD,
  PANICS_EARLY,
  PANICS_LATE,
  HANGS,
  FREEZES,
  SICK,
  MUTE,
  DIES_EARLY,
  DIES_LATE,
  OVERLOOKED_AT_FIRST,
  OVERLOOKED_FOR_EVER
}
