package io.holdfast.release.content;

import io.holdfast.release.Printable;

/**
 * The name of a channel, on which the versions of one kind of content are delivered: 1 to 63
 * lower-case letters, digits and dashes, the first no dash. It is safe as part of a file name and
 * of an address.
 *
 * @param text as written
 */
public record ChannelName(String text) implements Comparable<ChannelName> {
  private static final int MAX_LENGTH = 63;

  /** Checks the form. */
  public ChannelName {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !isPlain(text)) {
      throw new IllegalArgumentException(
          "'"
              + Printable.of(text)
              + "' is no channel name: it must be 1 to "
              + MAX_LENGTH
              + " lower-case letters, digits and dashes, and begin with no dash");
    }
  }

  @Override
  public int compareTo(ChannelName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-') {
        return false;
      }
    }
    return text.charAt(0) != '-';
  }
}
