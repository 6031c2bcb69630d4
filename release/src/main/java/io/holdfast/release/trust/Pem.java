package io.holdfast.release.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** One value in PEM (RFC 7468, the strict grammar of section 3), alone in its text. */
public final class Pem {
  /** An encrypted Ed25519 key has about 400 bytes; this leaves room for long line ends. */
  private static final int MAX_BYTES = 4096;

  private static final int MAX_LABEL = 40;
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final String label;
  private final byte[] der;
  private final String source;

  Pem(String label, byte[] der, String source) {
    this.label = label;
    this.der = der;
    this.source = source;
  }

  static Pem read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new KeyFileException(
          "There is no key file "
              + file
              + ". Name a file in PEM form, as 'holdfast keys new' writes.");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw wrong(file.toString(), "it has more than " + MAX_BYTES + " bytes");
      }
      return parse(new String(bytes, StandardCharsets.US_ASCII), file.toString());
    }
  }

  /**
   * Reads a text.
   *
   * @param source where it came from, for messages
   * @throws KeyFileException if it is anything but one value
   */
  public static Pem parse(String text, String source) throws KeyFileException {
    List<String> lines = text.strip().lines().map(String::stripTrailing).toList();
    String first = lines.isEmpty() ? "" : lines.getFirst();
    if (!first.startsWith(BEGIN) || !first.endsWith(DASHES) || first.length() > MAX_LABEL) {
      throw wrong(source, "it does not begin with a line -----BEGIN ...-----");
    }
    String label = first.substring(BEGIN.length(), first.length() - DASHES.length());
    if (!lines.getLast().equals(END + label + DASHES)) {
      throw wrong(source, "it does not end with the line " + END + label + DASHES);
    }
    try {
      String base64 = String.join("", lines.subList(1, lines.size() - 1));
      return new Pem(label, Base64.getDecoder().decode(base64), source);
    } catch (IllegalArgumentException e) {
      // The decoder's own message would quote the file, which may be a private key.
      throw wrong(source, "what stands between its BEGIN and END lines is no base64");
    }
  }

  /** What stands between BEGIN and the dashes. */
  public String label() {
    return label;
  }

  /** The value. */
  public byte[] der() {
    return der;
  }

  /** Where it came from, for messages. */
  String source() {
    return source;
  }

  String text() {
    return BEGIN
        + label
        + DASHES
        + '\n'
        + LINES.encodeToString(der)
        + '\n'
        + END
        + label
        + DASHES
        + '\n';
  }

  KeyFileException unusable(String why) {
    return wrong(source, why);
  }

  private static KeyFileException wrong(String source, String why) {
    return new KeyFileException(
        "The key in " + source + " cannot be used: " + why + ". Name another, or make it anew.");
  }
}
