package io.holdfast.release.manifest;

import io.holdfast.release.Printable;

/**
 * The name that all versions of a release share: 1 to 64 lower-case letters, digits and dashes,
 * neither beginning nor ending with a dash. It is safe as part of a file name and of an address.
 *
 * @param text as written
 */
public record ReleaseName(String text) implements Comparable<ReleaseName> {
  private static final int MAX_LENGTH = 64;

  /** Checks the form. */
  public ReleaseName {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !isPlain(text)) {
      throw new IllegalArgumentException(
          "'"
              + Printable.of(text)
              + "' is no release name: it must be 1 to "
              + MAX_LENGTH
              + " lower-case letters, digits and dashes, with no dash at either end");
    }
  }

  @Override
  public int compareTo(ReleaseName other) {
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
    return text.charAt(0) != '-' && text.charAt(text.length() - 1) != '-';
  }
}
