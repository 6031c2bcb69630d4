package io.holdfast.release.content;

import io.holdfast.release.Printable;

/**
 * The name of a channel, on which the versions of one kind of content are delivered: 1 to 63
 * lower-case letters, digits and dashes, the first no dash. An extension's channel is that of its
 * name with {@code sysext.} before it, a configuration's that of the nodes' release with {@code
 * config.} before it, and no declared channel can be called so. Each is safe as part of a file name
 * and of an address.
 *
 * @param text as written
 */
public record ChannelName(String text) implements Comparable<ChannelName> {
  private static final int MAX_LENGTH = 63;

  private static final String OF_EXTENSION = "sysext.";
  private static final String OF_CONFIGURATION = "config.";

  /** Checks the form. */
  public ChannelName {
    String name = text.substring(prefix(text).length());
    if (name.isEmpty() || name.length() > MAX_LENGTH || !isPlain(name)) {
      throw new IllegalArgumentException(
          "'"
              + Printable.of(text)
              + "' is no channel name: it must be 1 to "
              + MAX_LENGTH
              + " lower-case letters, digits and dashes, and begin with no dash");
    }
  }

  /**
   * The channel of an extension.
   *
   * @param name of the extension, in the form of a channel's
   */
  public static ChannelName ofExtension(String name) {
    // Read alone first: an extension's channel is not the name of an extension.
    return new ChannelName(OF_EXTENSION + new ChannelName(name).demandDeclared().text);
  }

  /** True if what is delivered on it is an extension of the system. */
  public boolean isExtension() {
    return text.startsWith(OF_EXTENSION);
  }

  /**
   * The channel of a configuration.
   *
   * @param release name of the release whose nodes it is for, in the form of a channel's
   */
  public static ChannelName ofConfiguration(String release) {
    return new ChannelName(OF_CONFIGURATION + new ChannelName(release).demandDeclared().text);
  }

  /** True if what is delivered on it is a configuration. */
  public boolean isConfiguration() {
    return text.startsWith(OF_CONFIGURATION);
  }

  /** True if a recipe or a configuration can declare it. */
  public boolean isDeclared() {
    return prefix(text).isEmpty();
  }

  /** The name of the extension, of the release that is configured, or of a declared channel. */
  public String name() {
    return text.substring(prefix(text).length());
  }

  /** What a person calls that which is delivered on it, without a version. */
  public String described() {
    return isExtension()
        ? "extension " + name()
        : isConfiguration() ? "configuration " + name() : name();
  }

  /**
   * This, as the name of a channel that a recipe or a configuration can declare.
   *
   * @throws IllegalArgumentException if it is an extension's or a configuration's
   */
  public ChannelName demandDeclared() {
    if (isExtension()) {
      throw new IllegalArgumentException(
          "'" + text + "' is the channel of an extension; see 'holdfast extension --help'");
    }
    if (isConfiguration()) {
      throw new IllegalArgumentException(
          "'" + text + "' is the channel of a configuration; see 'holdfast config --help'");
    }
    return this;
  }

  @Override
  public int compareTo(ChannelName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }

  private static String prefix(String text) {
    if (text.startsWith(OF_EXTENSION)) {
      return OF_EXTENSION;
    }
    return text.startsWith(OF_CONFIGURATION) ? OF_CONFIGURATION : "";
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
