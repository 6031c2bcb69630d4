package io.holdfast.release.tuf;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What files are called, in an address and on a disk: names in metadata may hold anything, so all
 * but letters, digits and four signs is percent-encoded (RFC 3986, section 2.3). Stateless.
 */
public final class FileNames {
  /** Leaves room for a version before it and an ending behind it on any file system (255). */
  static final int MAX_LENGTH = 220;

  private static final String UNRESERVED = "-._~";

  private FileNames() {}

  /** The file of a role's metadata. */
  public static String metadata(String role) {
    return encode(role) + ".json";
  }

  /** The file of a version of a role's metadata (section 6.2.1). */
  public static String metadata(String role, long version) {
    return version + "." + metadata(role);
  }

  /**
   * The path of a target below the targets' address.
   *
   * @param prefixed whether its hash stands before its name (section 5.7.3)
   */
  public static String target(TargetFile target, boolean prefixed) {
    String path = target.path();
    int name = path.lastIndexOf('/') + 1;
    StringBuilder encoded = new StringBuilder();
    for (String folder : path.substring(0, name).split("(?<=/)")) {
      if (!folder.isEmpty()) {
        encoded.append(encode(folder.substring(0, folder.length() - 1))).append('/');
      }
    }
    if (prefixed) {
      encoded.append(target.hashes().prefix()).append('.');
    }
    return encoded.append(encode(path.substring(name))).toString();
  }

  /** A name that is one file's, in one folder, whatever is in it. */
  public static String encode(String name) {
    if (name.equals(".") || name.equals("..")) {
      return name.replace(".", "%2E");
    }
    StringBuilder encoded = new StringBuilder();
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || UNRESERVED.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      }
    }
    return encoded.toString();
  }
}
