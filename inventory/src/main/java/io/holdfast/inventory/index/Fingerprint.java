package io.holdfast.inventory.index;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** By what a row is known that says the same as another: half a digest. */
record Fingerprint(String hex) {
  /** Bytes; enough that two rows never meet by chance. */
  private static final int LENGTH = 16;

  /** Of what the hash has heard. */
  static Fingerprint of(MessageDigest hash) {
    return new Fingerprint(HexFormat.of().formatHex(Arrays.copyOf(hash.digest(), LENGTH)));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
