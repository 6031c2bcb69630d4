package io.holdfast.config.draft;

import io.holdfast.config.yaml.Quoted;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address of the internet protocol, of version 4 or 6, as it is written.
 *
 * @param text in dotted decimals, or in hexadecimal with colons; no zone
 */
public record IpAddress(String text) {
  private static final Pattern FOUR =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

  private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  /** Checks that it is an address, and one that a machine can have or reach. */
  public IpAddress {
    InetAddress address = read(text);
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isMulticastAddress()) {
      throw new IllegalArgumentException(Quoted.of(text) + " is the address of no machine");
    }
  }

  /** How many bits it has. */
  int bits() {
    return read(text).getAddress().length * Byte.SIZE;
  }

  /** True on the same cable alone (RFC 4291, section 2.5.6). */
  boolean isLinkLocal() {
    return read(text).isLinkLocalAddress();
  }

  /** True if both begin with the same bits, so many. */
  boolean sharesNetwork(IpAddress other, int prefix) {
    byte[] mine = read(text).getAddress();
    byte[] others = read(other.text).getAddress();
    if (mine.length != others.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((mine[bit / Byte.SIZE] ^ others[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Never by a name, for that would be looked up. */
  private static InetAddress read(String text) {
    if (FOUR.matcher(text).matches()) {
      return InetAddress.ofLiteral(text);
    }
    try {
      if (SIX.matcher(text).matches()
          && text.indexOf(':') >= 0
          && InetAddress.ofLiteral(text) instanceof Inet6Address six) {
        return six;
      }
    } catch (IllegalArgumentException e) {
      throw noAddress(text, e);
    }
    throw noAddress(text, null);
  }

  private static IllegalArgumentException noAddress(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        Quoted.of(text) + " is no address; write one like 192.0.2.7 or 2001:db8::7", cause);
  }
}
