package io.holdfast.config.template.function;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Random numbers from a seed: blocks of HMAC-SHA256 under it over a counter, as in NIST SP 800-108.
 * The same seed gives the same numbers; from an unknown one of 16 random bytes or more they cannot
 * be guessed, so that passwords may be made of them. For one thread.
 */
public final class Chance {
  private final Hmac mac;
  private final byte[] purpose;
  private long counter;
  private byte[] block = new byte[0];
  private int used;

  /**
   * Starts a sequence.
   *
   * @param seed any text
   * @param purpose sequences for different purposes have nothing in common
   */
  public Chance(String seed, String purpose) {
    this.mac = new Hmac(seed);
    this.purpose = purpose.getBytes(StandardCharsets.UTF_8);
  }

  /** The next byte, from 0 to 255. */
  public int nextByte() {
    if (used == block.length) {
      block = mac.of(purpose, ByteBuffer.allocate(Long.BYTES).putLong(counter++).array());
      used = 0;
    }
    return block[used++] & 0xff;
  }

  /** The next so many bytes. */
  public byte[] nextBytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) nextByte();
    }
    return bytes;
  }

  /**
   * The next number below a bound, each as likely as any other.
   *
   * @param bound at least 1
   */
  public long nextBelow(long bound) {
    long limit = Long.MAX_VALUE - Long.MAX_VALUE % bound;
    while (true) {
      // Ends: more than half of all numbers are below the limit.
      long number = ByteBuffer.wrap(nextBytes(Long.BYTES)).getLong() & Long.MAX_VALUE;
      if (number < limit) {
        return number % bound;
      }
    }
  }

  /** The next so many characters out of an alphabet of ASCII. */
  public String nextText(int count, String alphabet) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(alphabet.charAt((int) nextBelow(alphabet.length())));
    }
    return text.toString();
  }

  /** A UUID of version 4 (RFC 9562, 5.4). */
  public String nextUuid() {
    byte[] bytes = nextBytes(16);
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    String hex = HexFormat.of().formatHex(bytes);
    return hex.substring(0, 8)
        + '-'
        + hex.substring(8, 12)
        + '-'
        + hex.substring(12, 16)
        + '-'
        + hex.substring(16, 20)
        + '-'
        + hex.substring(20);
  }
}
