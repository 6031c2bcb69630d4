package io.holdfast.config.language;

import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files as text, within limits. */
public final class ConfigText {
  /** Four bytes are the longest character of UTF-8; the document's own limit counts characters. */
  private static final int MAX_BYTES = YamlDocument.MAX_CHARACTERS * 4;

  private ConfigText() {}

  /** The text of a file; empty if it cannot be read, which becomes an error. */
  public static Optional<String> read(Path file, Remarks remarks) {
    Place start = Place.startOf(file.toString());
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length <= MAX_BYTES) {
        return decode(file.toString(), bytes, remarks);
      }
      remarks.error(start, "this file is larger than " + MAX_BYTES + " bytes");
    } catch (IOException e) {
      remarks.error(start, "this file " + unreadable(e));
    }
    return Optional.empty();
  }

  /**
   * The mappings of files that the check found without errors; those without any value are left
   * out, as are files that have changed since into something else.
   */
  public static List<YamlMapping> documents(List<Path> files) {
    List<YamlMapping> documents = new ArrayList<>();
    for (Path file : files) {
      Findings findings = new Findings();
      read(file, findings)
          .map(text -> YamlDocument.parse(file.toString(), text, new Problems()))
          .filter(YamlMapping.class::isInstance)
          .map(YamlMapping.class::cast)
          .ifPresent(documents::add);
    }
    return documents;
  }

  private static Optional<String> decode(String source, byte[] bytes, Remarks remarks) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    if (!result.isError()) {
      return Optional.of(text.toString());
    }
    // What was decoded tells where the first bad byte stands.
    String before = text.toString();
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;
    remarks.error(
        new Place(source, line, column),
        "this file is not text in UTF-8 from here on; save it as UTF-8");
    return Optional.empty();
  }

  private static String unreadable(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "is not there";
    }
    return "cannot be read: "
        + (e instanceof AccessDeniedException ? "permission denied" : e.getMessage());
  }
}
