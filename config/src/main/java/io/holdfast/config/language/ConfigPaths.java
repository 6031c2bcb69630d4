package io.holdfast.config.language;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files and folders that a person names, as files. */
public final class ConfigPaths {
  /** No folder of configurations is larger; keeps a wrong one from being read for minutes. */
  static final int MAX_FILES = 100_000;

  private ConfigPaths() {}

  /**
   * The files in the order in which they count: as they are named, and of a folder, as on a node,
   * its own .yaml and .yml files by name, without hidden ones and without folders in it.
   *
   * @throws NoSuchFileException if one is not there, or a folder has no such file
   * @throws IOException if a folder cannot be read, or has too many
   */
  public static List<Path> files(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(in(path));
      } else if (Files.exists(path)) {
        files.add(path);
      } else {
        throw new NoSuchFileException(path.toString(), null, path + " is not there.");
      }
    }
    return files;
  }

  private static List<Path> in(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = nameOf(entry);
        if (!name.startsWith(".")
            && (name.endsWith(".yaml") || name.endsWith(".yml"))
            && Files.isRegularFile(entry)) {
          files.add(entry);
        }
        if (files.size() > MAX_FILES) {
          throw new IOException(folder + " has more than " + MAX_FILES + " files.");
        }
      }
    }
    if (files.isEmpty()) {
      throw new NoSuchFileException(
          folder.toString(), null, folder + " has no file that ends with .yaml or .yml.");
    }
    files.sort((one, other) -> nameOf(one).compareTo(nameOf(other)));
    return files;
  }

  private static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }
}
