package io.holdfast.config.source.datasource;

import io.holdfast.config.yaml.Quoted;
import io.holdfast.config.yaml.YamlDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Takes user data apart: a document of configuration, a script, either of them in gzip, or several
 * in a message of MIME. What it cannot use is named with a reason. Never runs anything. For one
 * thread.
 */
final class UserDataReader {
  /** As much as one document may have; clouds take 16 to 256 KiB. */
  static final int MAX_BYTES = YamlDocument.MAX_CHARACTERS;

  private final List<UserParts.Part> parts = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  private UserDataReader() {}

  static UserParts read(byte[] bytes) {
    UserDataReader reader = new UserDataReader();
    reader.take("user data", bytes, true);
    return new UserParts(reader.parts, reader.ignored);
  }

  private void take(String name, byte[] bytes, boolean outermost) {
    try {
      String text = text(isGzip(bytes) ? inflated(bytes) : bytes);
      if (text.isBlank()) {
        return;
      }
      MimeMessage message = outermost ? MimeMessage.in(text) : null;
      if (message == null) {
        one(name, text);
      } else {
        several(message);
      }
    } catch (IOException e) {
      ignored.add(name + " " + e.getMessage());
    }
  }

  private void several(MimeMessage message) throws IOException {
    int number = 0;
    for (MimeMessage.Part part : message.parts()) {
      number++;
      String name = "part " + number + " of the user data, of type " + Quoted.of(part.type());
      switch (part.type()) {
        case "text/cloud-config", "text/x-shellscript", "text/plain", "" ->
            take(name, part.content(), false);
        default -> ignored.add(name + ", is of no type that Holdfast uses");
      }
    }
  }

  private void one(String name, String text) {
    String first = firstLine(text);
    if (first.startsWith("#!ipxe")) {
      ignored.add(name + " is for the network loader iPXE, and says nothing to this machine");
    } else if (first.startsWith("#!")) {
      parts.add(new UserParts.Script(text));
    } else if (first.startsWith("## template:")) {
      ignored.add(name + " is a template of Jinja, which Holdfast does not fill in");
    } else if (first.startsWith("#include") || first.startsWith("#cloud-boothook")) {
      ignored.add(name + " begins with " + Quoted.of(first) + ", which Holdfast does not do");
    } else if (first.startsWith("#") || looksLikeKeys(text)) {
      // Whether it is one is for the reader of documents to say, with line and column.
      parts.add(new UserParts.Document(text));
    } else {
      ignored.add(
          name
              + " begins with "
              + Quoted.of(first)
              + "; write #cloud-config or #! in its first line");
    }
  }

  /** As Kairos takes documents without a header: the first line that is no remark has a key. */
  private static boolean looksLikeKeys(String text) {
    for (String line : text.split("\n")) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int colon = line.indexOf(':');
        return line.startsWith("{")
            || line.startsWith("---")
            || (colon > 0
                && line.substring(0, colon)
                    .chars()
                    .allMatch(
                        c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '-')));
      }
    }
    return false;
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return (end < 0 ? text : text.substring(0, end)).stripTrailing();
  }

  /** RFC 1952, section 2.3.1. */
  static boolean isGzip(byte[] bytes) {
    return bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
  }

  static byte[] inflated(byte[] bytes) throws IOException {
    byte[] inflated;
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      inflated = stream.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new IOException("is no whole gzip: " + e.getMessage(), e);
    }
    if (inflated.length > MAX_BYTES) {
      throw new IOException("has more than " + MAX_BYTES + " bytes when it is unpacked");
    }
    return inflated;
  }

  private static String text(byte[] bytes) throws IOException {
    if (bytes.length > MAX_BYTES) {
      throw new IOException("has more than " + MAX_BYTES + " bytes");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) {
        throw new IOException("holds a character of code 0, so it is no text");
      }
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IOException("is not text in UTF-8", e);
    }
  }
}
