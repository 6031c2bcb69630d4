package io.holdfast.config.action;

import io.holdfast.config.yaml.Quoted;
import java.net.URI;
import java.util.Locale;

/**
 * Where a file is fetched from: an http or https address, or {@code file:///PATH} in the machine's
 * own root. A user name or password in it is not shown.
 *
 * @param uri absolute
 */
public record SourceAddress(URI uri) {
  private static final int MAX_LENGTH = 2048;

  /** Checks the form. */
  public SourceAddress {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean remote = scheme.equals("http") || scheme.equals("https");
    boolean local = scheme.equals("file") && uri.getPath() != null;
    if (!(remote && uri.getHost() != null) && !local) {
      throw new IllegalArgumentException(
          Quoted.of(uri.toString()) + " is no address; write https://HOST/PATH, or file:///PATH");
    }
  }

  /** Reads one. */
  public static SourceAddress parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("an address has at most " + MAX_LENGTH + " characters");
    }
    try {
      return new SourceAddress(URI.create(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          Quoted.of(text) + " is no address; write https://HOST/PATH, or file:///PATH", e);
    }
  }

  /** True for a file of the machine itself. */
  public boolean isLocal() {
    return "file".equalsIgnoreCase(uri.getScheme());
  }

  /** The last name in its path; empty if it ends with a slash. */
  public String lastName() {
    String path = uri.getPath() == null ? "" : uri.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Without what lets somebody in. */
  @Override
  public String toString() {
    String shown = uri.getScheme() + "://" + (uri.getHost() == null ? "" : uri.getHost());
    return shown
        + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
        + (uri.getRawPath() == null ? "" : uri.getRawPath());
  }
}
