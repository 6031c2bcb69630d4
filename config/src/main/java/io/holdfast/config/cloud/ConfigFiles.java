package io.holdfast.config.cloud;

import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds and reads the files of a configuration, within limits. */
final class ConfigFiles {
  /** More files than any machine has; keeps a wrong folder from being read for minutes. */
  static final int MAX_FILES = 256;

  private ConfigFiles() {}

  /** The files in the order in which they count; what cannot be listed becomes a problem. */
  static List<Path> in(List<Path> folders, Problems problems) {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      files.addAll(list(folder, problems));
    }
    if (files.size() > MAX_FILES) {
      problems.add(
          Place.startOf(files.get(MAX_FILES).toString()),
          "this is one file too many; a configuration has at most " + MAX_FILES);
      return files.subList(0, MAX_FILES);
    }
    return files;
  }

  private static List<Path> list(Path folder, Problems problems) {
    List<Path> paths = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return paths;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = nameOf(entry);
        boolean named = name.endsWith(".yaml") || name.endsWith(".yml");
        if (named && !name.startsWith(".") && Files.isRegularFile(entry)) {
          paths.add(entry);
        }
      }
    } catch (IOException e) {
      problems.add(Place.startOf(folder.toString()), "this folder " + unreadable(e));
    }
    paths.sort((one, other) -> nameOf(one).compareTo(nameOf(other)));
    return paths;
  }

  /** The text of a file; empty if it cannot be read, which becomes a problem. */
  static Optional<String> read(Path path, Problems problems) {
    Place start = Place.startOf(path.toString());
    // Four bytes are the longest character of UTF-8; the document's own limit counts characters.
    int most = YamlDocument.MAX_CHARACTERS * 4;
    try (InputStream stream = Files.newInputStream(path)) {
      byte[] bytes = stream.readNBytes(most + 1);
      if (bytes.length <= most) {
        return Optional.of(
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      }
      problems.add(start, "this file is larger than " + most + " bytes");
    } catch (CharacterCodingException e) {
      problems.add(start, "this file is not text in UTF-8");
    } catch (IOException e) {
      problems.add(start, "this file " + unreadable(e));
    }
    return Optional.empty();
  }

  private static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static String unreadable(IOException e) {
    return "cannot be read: "
        + (e instanceof AccessDeniedException ? "permission denied" : e.getMessage());
  }
}
