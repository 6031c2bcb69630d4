package io.holdfast.node.boot;

import io.holdfast.config.cloud.PersistentFolder;
import io.holdfast.host.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The folders that the configuration adds to those that persist, as the initrd reads them: a path a
 * line, an outer folder before those in it. Stateless.
 */
final class AddedFolders {
  private AddedFolders() {}

  /** Makes the file say these, and only writes it if it does not. */
  static void save(Path file, List<PersistentFolder> folders) throws IOException {
    if (folders.isEmpty()) {
      DurableFile.delete(file);
      return;
    }
    byte[] wanted = text(folders).getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(wanted, present(file))) {
      DurableFile.replace(file, wanted);
    }
  }

  private static String text(List<PersistentFolder> folders) {
    TreeSet<String> paths = new TreeSet<>();
    for (PersistentFolder folder : folders) {
      paths.add(folder.value());
    }
    return String.join("\n", paths) + "\n";
  }

  private static byte[] present(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      return new byte[0];
    }
  }
}
