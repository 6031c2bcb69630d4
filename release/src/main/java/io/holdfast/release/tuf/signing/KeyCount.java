package io.holdfast.release.tuf.signing;

/**
 * How many keys a role has, and how many of them must sign.
 *
 * @param threshold from 1 to {@code keys}
 * @param keys from 1 to {@link RoleKeys#MAX_KEYS}
 */
public record KeyCount(int threshold, int keys) {
  /** One key, which signs. */
  public static final KeyCount ONE = new KeyCount(1, 1);

  /** Checks the range. */
  public KeyCount {
    if (threshold < 1 || keys < threshold || keys > RoleKeys.MAX_KEYS) {
      throw new IllegalArgumentException(
          "a role has from 1 to "
              + RoleKeys.MAX_KEYS
              + " keys, of which at least one must sign, not "
              + threshold
              + " of "
              + keys);
    }
  }

  /**
   * Reads {@code 3} (all three must sign) or {@code 2/3} (two of three).
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static KeyCount parse(String text) {
    int slash = text.indexOf('/');
    try {
      return slash < 0
          ? new KeyCount(Integer.parseInt(text), Integer.parseInt(text))
          : new KeyCount(
              Integer.parseInt(text.substring(0, slash)),
              Integer.parseInt(text.substring(slash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no number of keys: write 3, or 2/3 for two of three", e);
    }
  }

  @Override
  public String toString() {
    return threshold + " of " + keys;
  }
}
