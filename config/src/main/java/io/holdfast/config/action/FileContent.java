package io.holdfast.config.action;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a file, not to be changed. They are not shown, since they may be a secret. */
public final class FileContent {
  private final byte[] bytes;

  private FileContent(byte[] bytes) {
    this.bytes = bytes;
  }

  /** These bytes, copied. */
  public static FileContent of(byte[] bytes) {
    return new FileContent(bytes.clone());
  }

  /** This text in UTF-8. */
  public static FileContent of(String text) {
    return new FileContent(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileContent content && Arrays.equals(bytes, content.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** How many there are. */
  @Override
  public String toString() {
    return bytes.length + (bytes.length == 1 ? " byte" : " bytes");
  }
}
