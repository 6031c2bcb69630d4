package io.holdfast.config.cloud;

import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.stream.Stream;

/** Finds and reads the files of a configuration, within limits. */
final class ConfigFiles {
  /** More files than any machine has; keeps a wrong folder from being read for minutes. */
  static final int MAX_FILES = 256;

  /** Of those that a person names at once. */
  private static final int MAX_GIVEN = 4096;

  /** Folders in folders; a link in a circle is no way to more. */
  private static final int MAX_DEPTH = 16;

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

  /** Files as they are given, and those in folders at any depth; what is not there is a problem. */
  static List<Path> below(List<Path> paths, Problems problems) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(walk(path, problems));
      } else if (Files.exists(path)) {
        files.add(path);
      } else {
        problems.add(Place.startOf(path.toString()), "this file does not exist");
      }
    }
    if (files.size() > MAX_GIVEN) {
      problems.add(
          Place.startOf(files.get(MAX_GIVEN).toString()),
          "this is one file too many; at most " + MAX_GIVEN + " are read at once");
      return files.subList(0, MAX_GIVEN);
    }
    return files;
  }

  private static List<Path> walk(Path folder, Problems problems) {
    try (Stream<Path> found = Files.walk(folder, MAX_DEPTH)) {
      return found
          .filter(path -> isConfig(nameOf(path)) && !isHidden(folder.relativize(path)))
          .filter(Files::isRegularFile)
          .sorted()
          .limit(MAX_GIVEN + 1L)
          .toList();
    } catch (IOException e) {
      problems.add(Place.startOf(folder.toString()), "this folder " + unreadable(e));
    } catch (UncheckedIOException e) {
      problems.add(
          Place.startOf(folder.toString()),
          "this folder " + unreadable(new IOException(e.getMessage(), e)));
    }
    return List.of();
  }

  private static boolean isHidden(Path path) {
    for (Path name : path) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isConfig(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static List<Path> list(Path folder, Problems problems) {
    List<Path> paths = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return paths;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = nameOf(entry);
        if (isConfig(name) && !name.startsWith(".") && Files.isRegularFile(entry)) {
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
