package io.holdfast.node.configuration;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.host.DurableFile;
import io.holdfast.host.FileTree;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts a delivered configuration in the place of the one in COS_OEM: all its files or none. They
 * are written beside it, and once they are complete the old ones are replaced; a machine that dies
 * meanwhile does the rest at its next start, before it reads any of them. What users put into
 * /usr/local/cloud-config stays. Not for two processes at once.
 *
 * @param paths of the node
 */
public record ConfigurationReplacement(NodePaths paths) {
  private static final String DELIVERED = "delivered";

  /**
   * Replaces it.
   *
   * @param files texts by name
   * @param delivered what is remembered of them
   * @throws ConfigException if they cannot be used, together with what stays; nothing is changed
   */
  public void replace(Map<String, String> files, ContentRef delivered)
      throws IOException, ConfigException {
    finish();
    Path beside = place("configuration.new");
    FileTree.delete(beside);
    Files.createDirectories(beside.resolve("files"));
    for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
      DurableFile.replacePrivate(
          beside.resolve("files").resolve(file.getKey()),
          file.getValue().getBytes(StandardCharsets.UTF_8));
    }
    try {
      NodeConfiguration.with(paths, beside.resolve("files"));
    } catch (ConfigException e) {
      FileTree.delete(beside);
      throw e;
    }
    DurableFile.replace(
        beside.resolve(DELIVERED),
        delivered.channel() + " " + delivered.version() + " " + delivered.manifest() + "\n");
    DurableFile.moveInto(beside, place("configuration.due"));
    finish();
  }

  /** Goes on with one that was interrupted; harmless if none was. */
  public void finish() throws IOException {
    Path due = place("configuration.due");
    Path done = place("configuration.done");
    FileTree.delete(done);
    if (!Files.isDirectory(due)) {
      return;
    }
    Set<String> names = new HashSet<>();
    for (Path file : filesIn(due.resolve("files"))) {
      String name = nameOf(file);
      names.add(name);
      DurableFile.replacePrivate(paths.oem().resolve(name), Files.readAllBytes(file));
    }
    for (Path file : filesIn(paths.oem())) {
      if (!names.contains(nameOf(file))) {
        DurableFile.delete(file);
      }
    }
    DurableFile.replace(
        place("configuration.delivered"), Files.readAllBytes(due.resolve(DELIVERED)));
    // Half of it, found by a later start, would be taken for the whole.
    DurableFile.moveInto(due, done);
    FileTree.delete(done);
  }

  /** True if exactly these files lie in COS_OEM. */
  public boolean lies(Map<String, String> files) throws IOException {
    List<Path> present = filesIn(paths.oem());
    if (present.size() != files.size()) {
      return false;
    }
    for (Path file : present) {
      String text = files.get(nameOf(file));
      if (text == null
          || !Digest.of(text.getBytes(StandardCharsets.UTF_8))
              .equals(Digest.of(Files.readAllBytes(file)))) {
        return false;
      }
    }
    return true;
  }

  /**
   * What was delivered last, whatever became of it and whoever changed its files since; null if
   * nothing was, or what is known of it cannot be read.
   */
  public @Nullable ContentRef delivered() throws IOException {
    Path file = place("configuration.delivered");
    if (!Files.isRegularFile(file)) {
      return null;
    }
    String[] words = Files.readString(file).strip().split(" ", -1);
    try {
      return words.length == 3
          ? new ContentRef(new ChannelName(words[0]), new Version(words[1]), Digest.parse(words[2]))
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private Path place(String name) {
    return paths.node().resolve(name);
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try {
      return CloudConfig.files(List.of(folder));
    } catch (ConfigException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }
}
