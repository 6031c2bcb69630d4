package io.holdfast.release.tuf.signing;

import java.time.Duration;

/** How long what is signed here counts. Stateless. */
final class Lifetime {
  /** A year and some weeks, so that a yearly ceremony may be late. */
  static final Duration OFFLINE = Duration.ofDays(400);

  /** Signed anew with each change, and by a refresh in the second half. */
  static final Duration SNAPSHOT = Duration.ofDays(100);

  /** How long a mirror can hide what is new; who publishes monthly need not do more. */
  static final Duration TIMESTAMP = Duration.ofDays(45);

  private Lifetime() {}
}
