package io.holdfast.config.facts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small files of a kernel, within limits; what cannot be read is empty. */
final class FactFiles {
  /** The largest, /proc/cpuinfo, has some 1.5 KiB for each of a few hundred processors. */
  private static final int MAX_BYTES = 1 << 20;

  /** More devices than a machine has; a broken driver may make many. */
  private static final int MAX_ENTRIES = 256;

  private final Path root;

  FactFiles(Path root) {
    this.root = root;
  }

  byte[] bytes(String path) {
    try (InputStream stream = Files.newInputStream(root.resolve(path))) {
      return stream.readNBytes(MAX_BYTES);
    } catch (IOException e) {
      // A machine without this device, or without the right to look: templates see no such field.
      return new byte[0];
    }
  }

  String text(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8).replace('\0', ' ').strip();
  }

  List<String> lines(String path) {
    return text(path).lines().toList();
  }

  /** The whole number that a file holds, or 0. */
  long number(String path) {
    try {
      return Long.parseLong(text(path));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Where a link leads, as it is written in it; empty if it is none. */
  String link(String path) {
    try {
      return Files.readSymbolicLink(root.resolve(path)).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** Names in a folder, in their order. */
  List<String> names(String folder) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(folder))) {
      for (Path entry : entries) {
        if (names.size() < MAX_ENTRIES) {
          names.add(String.valueOf(entry.getFileName()));
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    names.sort(null);
    return names;
  }
}
