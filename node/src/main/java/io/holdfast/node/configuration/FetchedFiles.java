package io.holdfast.node.configuration;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.source.Origin;
import io.holdfast.config.source.Precedence;
import io.holdfast.config.source.SourceText;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.host.DurableFile;
import io.holdfast.node.disk.NodePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Documents that were fetched, as files in /usr/local/cloud-config: whatever lies there differently
 * at the next start is a configuration on trial, and this one's bytes are what is tried, held and
 * gone back from. They may hold secrets: only root reads them. Not in /oem, all of which a
 * delivered configuration replaces. Not for two threads with the same origin.
 *
 * @param paths of the node
 * @param origin of the documents: a datasource, or an address
 */
public record FetchedFiles(NodePaths paths, Origin origin) {

  /**
   * Puts documents in the place of those that were fetched before. A file whose bytes are right is
   * not written. A machine that dies meanwhile may have some of the new ones and some of the old.
   *
   * @param documents in the order in which they count
   * @return whether anything lies there differently now
   * @throws ConfigException if one cannot be used; nothing is changed
   */
  public boolean place(List<SourceText> documents) throws IOException, ConfigException {
    for (SourceText document : documents) {
      CloudConfig.parse(document.name(), document.text());
    }
    Path folder = paths.configurations().getLast();
    Files.createDirectories(folder);
    boolean changed = false;
    Set<String> names = new HashSet<>();
    for (SourceText document : documents) {
      String name = Precedence.fileName(origin, names.size() + 1);
      names.add(name);
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file) || !Files.readString(file).equals(document.text())) {
        DurableFile.replacePrivate(file, document.text().getBytes(StandardCharsets.UTF_8));
        changed = true;
      } else {
        Files.setPosixFilePermissions(file, DurableFile.PRIVATE);
      }
    }
    for (Path file : CloudConfig.files(List.of(folder))) {
      String name = String.valueOf(file.getFileName());
      if (Precedence.ofLocal(name) == origin && !names.contains(name)) {
        DurableFile.delete(file);
        changed = true;
      }
    }
    return changed;
  }
}
