package io.holdfast.config.cloud;

import io.holdfast.config.action.Action;
import io.holdfast.config.action.FileContent;
import io.holdfast.config.action.MakeFolder;
import io.holdfast.config.action.Ownership;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.action.WriteFile;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlSequence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads files and folders, of {@code write_files} as well as of steps. */
final class FileReader {
  /** A packed file may grow to this; a small machine must hold it, and a bomb would not stop. */
  static final int MAX_UNPACKED_BYTES = 4 << 20;

  /** Nobody but root may use what no permissions are declared for, as in Kairos. */
  static final int NO_MODE = 0;

  private FileReader() {}

  /** Of a step. */
  static List<Action> files(YamlSequence list) {
    return list.read(mapping -> file(mapping, KairosKeys.FILE));
  }

  /** Of {@code write_files}, which may have what cloud-init knows besides. */
  static List<Action> writeFiles(YamlSequence list) {
    return list.read(mapping -> file(mapping, KairosKeys.WRITE_FILE));
  }

  static List<Action> folders(YamlSequence list) {
    return list.read(FileReader::folder);
  }

  private static Action file(YamlMapping file, List<String> noted) {
    file.allowOnlyNoting(
        List.of(
            "path",
            "content",
            "encoding",
            "permissions",
            "owner",
            "ownerstring",
            "owner_string",
            "group"),
        noted);
    return new WriteFile(
        path(file), content(file), file.mode("permissions", NO_MODE), owner(file), file.place());
  }

  private static Action folder(YamlMapping folder) {
    folder.allowOnly("path", "permissions", "owner", "ownerstring", "owner_string", "group");
    return new MakeFolder(
        path(folder), folder.mode("permissions", NO_MODE), owner(folder), folder.place());
  }

  static TargetPath path(YamlMapping mapping) {
    return mapping.demandParsed("path", TargetPath::new).orElse(new TargetPath("/placeholder"));
  }

  /**
   * {@code owner} and {@code group}, or a text {@code USER[:GROUP]} that counts for both. As in
   * Kairos, what is left out is root's, and the group of a user by name is the user's own.
   */
  static Ownership owner(YamlMapping mapping) {
    for (String key : List.of("ownerstring", "owner_string")) {
      if (!mapping.text(key, "").isEmpty()) {
        // What does not count is read all the same, so that a mistake in it is told.
        mapping.parsed("owner", Ownership::parse);
        mapping.parsed("group", Ownership.ROOT::withGroup);
        return mapping.parsed(key, Ownership::parse).orElse(Ownership.ROOT);
      }
    }
    Ownership owner =
        mapping.text("owner", "").isEmpty()
            ? Ownership.ROOT
            : mapping.parsed("owner", Ownership::parse).orElse(Ownership.ROOT);
    Optional<Ownership> withGroup = mapping.parsed("group", owner::withGroup);
    if (withGroup.isPresent() && mapping.text("owner", "").indexOf(':') >= 0) {
      mapping.problemWith("group", "the owner names a group already; keep one of the two");
    }
    return withGroup.orElse(owner);
  }

  private static FileContent content(YamlMapping file) {
    String encoding = file.text("encoding", "");
    return switch (encoding) {
      case "", "text/plain" -> FileContent.of(file.text("content", ""));
      case "b64", "base64" -> packed(file, false);
      case "gz", "gzip" -> file.parsed("content", FileReader::gunzip).orElse(FileContent.of(""));
      case "gz+b64", "gz+base64", "gzip+b64", "gzip+base64", "b64+gz", "base64+gz" ->
          packed(file, true);
      default -> {
        file.problemWith(
            "encoding", "there is no such one; use b64, gz or gz+b64, or leave it out");
        yield FileContent.of("");
      }
    };
  }

  private static FileContent packed(YamlMapping file, boolean gzip) {
    return file.parsed("content", text -> unpack(text, gzip)).orElse(FileContent.of(""));
  }

  private static FileContent unpack(String text, boolean gzip) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(withoutSpace(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it is not base64: " + e.getMessage(), e);
    }
    if (!gzip) {
      return FileContent.of(bytes);
    }
    return gunzip(bytes);
  }

  /** Bytes as characters up to U+00FF, which YAML can hold, or in base64, which is easier. */
  private static FileContent gunzip(String text) {
    return text.startsWith("\u001f\u008b")
        ? gunzip(text.getBytes(StandardCharsets.ISO_8859_1))
        : unpack(text, true);
  }

  private static FileContent gunzip(byte[] bytes) {
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] unpacked = stream.readNBytes(MAX_UNPACKED_BYTES + 1);
      if (unpacked.length > MAX_UNPACKED_BYTES) {
        throw new IllegalArgumentException(
            "unpacked it is larger than " + MAX_UNPACKED_BYTES + " bytes");
      }
      return FileContent.of(unpacked);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is not gzip: " + e.getMessage(), e);
    }
  }

  private static String withoutSpace(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }
}
