package io.holdfast.config.language;

import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/** Tries whether the content of a file is what its encoding says. */
final class Encoded {
  /** A small machine must hold it, and a bomb would not stop. */
  private static final int MAX_UNPACKED_BYTES = 4 << 20;

  private static final int BUFFER_BYTES = 8192;

  private Encoded() {}

  /** Looks at a mapping with {@code content} and {@code encoding}. */
  static void look(YamlNode value, Remarks remarks) {
    if (value instanceof YamlMapping file && file.has("content") && file.has("encoding")) {
      String content = file.find("content").map(Dangers::textOf).orElse("");
      String encoding = file.find("encoding").map(Dangers::textOf).orElse("");
      if (!Templates.isIn(content) && !isPlain(encoding)) {
        String wrong = wrong(content, encoding);
        if (!wrong.isEmpty()) {
          remarks.error(
              file.find("content").map(YamlNode::place).orElse(file.place()),
              "'content': " + wrong);
        }
      }
    }
  }

  private static boolean isPlain(String encoding) {
    return encoding.isEmpty() || encoding.equals("text/plain");
  }

  /** What is wrong with it; empty if nothing is. */
  private static String wrong(String content, String encoding) {
    boolean isPacked = encoding.contains("gz");
    byte[] bytes;
    try {
      // Bytes as characters up to U+00FF, which YAML can hold as escapes.
      boolean isRaw = !encoding.contains("64") && content.startsWith("\u001f\u008b");
      bytes =
          isRaw
              ? content.getBytes(StandardCharsets.ISO_8859_1)
              : Base64.getDecoder().decode(content.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      return "it is not base64: " + e.getMessage();
    }
    if (!isPacked) {
      return "";
    }
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] buffer = new byte[BUFFER_BYTES];
      int unpacked = 0;
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        unpacked += read;
        if (unpacked > MAX_UNPACKED_BYTES) {
          return "unpacked it is larger than " + MAX_UNPACKED_BYTES + " bytes";
        }
      }
      return "";
    } catch (IOException e) {
      return "it is not gzip: " + e.getMessage();
    }
  }
}
