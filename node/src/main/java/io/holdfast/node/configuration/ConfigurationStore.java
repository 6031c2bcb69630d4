package io.holdfast.node.configuration;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.host.DurableFile;
import io.holdfast.host.FileTree;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.trial.Generation;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Configurations as sets of files: the one that lies in the folders, those that are held, by
 * digest, and the one that is in effect, a copy that nothing changes until the next start. The
 * early start alone changes them, and root alone reads them, for they may hold secrets.
 *
 * @param paths of the node
 */
public record ConfigurationStore(NodePaths paths) {
  /** All files together; a configuration is text for people. */
  public static final long MAX_BYTES = 8L << 20;

  /** One file, its bytes as characters of ISO 8859-1, in which of the folders, by its number. */
  private record Entry(int folder, String name, String bytes) {}

  /**
   * The digest of what lies in the folders: of each file's folder, name and bytes.
   *
   * @throws IOException if it cannot be read, or is larger than any configuration
   */
  public Digest present() throws IOException {
    return digest(read(paths.configurations()));
  }

  /**
   * What {@link #present} will be once these files, texts by name, lie in COS_OEM in place of those
   * that do.
   */
  public Digest presentWith(Map<String, String> files) throws IOException {
    List<Entry> all = new ArrayList<>();
    new TreeMap<>(files)
        .forEach(
            (name, text) ->
                all.add(
                    new Entry(
                        0,
                        name,
                        new String(
                            text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))));
    for (Entry entry : read(paths.configurations())) {
      if (entry.folder() != 0) {
        all.add(entry);
      }
    }
    return digest(all);
  }

  /** Copies what lies in the folders to what is held, unless it is. */
  public void hold(Digest present) throws IOException {
    if (!present.equals(Generation.UNCONFIGURED) && !Files.isDirectory(held(present))) {
      Path beside = paths.heldConfigurations().resolve("." + present.hex() + ".new");
      FileTree.delete(beside);
      write(read(paths.configurations()), beside);
      DurableFile.moveInto(beside, held(present));
    }
  }

  /**
   * Puts a configuration into effect for this boot. One that is not held any more, which only a
   * damaged disk can bring about, is replaced by what lies there.
   *
   * @return whether it was that one
   */
  public boolean use(Digest wanted) throws IOException {
    Path chosen = emptied();
    if (wanted.equals(Generation.UNCONFIGURED)) {
      return true;
    }
    Path source = held(wanted);
    List<Entry> files = read(List.of(source.resolve("0"), source.resolve("1")));
    boolean right = digest(files).equals(wanted);
    write(right ? files : read(paths.configurations()), chosen);
    return right;
  }

  /** Puts into effect what lies in the folders. */
  public void usePresent() throws IOException {
    write(read(paths.configurations()), emptied());
  }

  private Path emptied() throws IOException {
    Path chosen = paths.configurationInEffect().getFirst().getParent();
    if (chosen == null) {
      throw new IllegalStateException("what is in effect lies in a folder of its own");
    }
    FileTree.delete(chosen);
    return chosen;
  }

  /** Removes what is held and in no use. */
  public void forget(Set<Digest> used) throws IOException {
    if (!Files.isDirectory(paths.heldConfigurations())) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(paths.heldConfigurations())) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (used.stream().noneMatch(digest -> digest.hex().equals(name))) {
          FileTree.delete(entry);
        }
      }
    }
  }

  private Path held(Digest digest) {
    return paths.heldConfigurations().resolve(digest.hex());
  }

  private static List<Entry> read(List<Path> folders) throws IOException {
    List<Entry> files = new ArrayList<>();
    long all = 0;
    for (int folder = 0; folder < folders.size(); folder++) {
      for (Path file : filesIn(folders.get(folder))) {
        all += Files.size(file);
        if (all > MAX_BYTES) {
          throw new IOException(
              "The configuration in "
                  + folders.get(folder)
                  + " is larger than "
                  + MAX_BYTES
                  + " bytes");
        }
        files.add(
            new Entry(
                folder,
                String.valueOf(file.getFileName()),
                new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)));
      }
    }
    return files;
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try {
      return CloudConfig.files(List.of(folder));
    } catch (ConfigException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Digest digest(List<Entry> files) {
    if (files.isEmpty()) {
      return Generation.UNCONFIGURED;
    }
    StringBuilder list = new StringBuilder();
    for (Entry file : files) {
      list.append(file.folder())
          .append('/')
          .append(file.name())
          .append(' ')
          .append(Digest.of(file.bytes().getBytes(StandardCharsets.ISO_8859_1)))
          .append('\n');
    }
    return Digest.of(list.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void write(List<Entry> files, Path folder) throws IOException {
    for (Entry file : files) {
      Path place = folder.resolve(Integer.toString(file.folder()));
      Files.createDirectories(place);
      DurableFile.replacePrivate(
          place.resolve(file.name()), file.bytes().getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
