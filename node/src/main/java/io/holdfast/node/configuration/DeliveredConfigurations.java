package io.holdfast.node.configuration;

import io.holdfast.host.DurableFile;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which signed configuration the digest of a generation's configuration stands for, so that one
 * that is withdrawn is known again. One whose files somebody changed after they came has another
 * digest, and is not known: it is not what was signed any more. A line each, the newest last:
 *
 * <pre>
 * sha256:DIGEST CHANNEL VERSION sha256:MANIFEST
 * </pre>
 *
 * @param paths of the node
 */
public record DeliveredConfigurations(NodePaths paths) {
  /** Far more than generations are held; older ones can be gone back to no more. */
  private static final int MOST = 64;

  private static final int WORDS = 4;

  /** All that are known; a line that cannot be read tells nothing. */
  public Map<Digest, ContentRef> all() throws IOException {
    Map<Digest, ContentRef> known = new LinkedHashMap<>();
    if (!Files.isRegularFile(paths.deliveredConfigurations())) {
      return known;
    }
    for (String line : Files.readAllLines(paths.deliveredConfigurations())) {
      String[] words = line.split(" ", -1);
      if (words.length == WORDS) {
        try {
          known.put(
              Digest.parse(words[0]),
              new ContentRef(
                  new ChannelName(words[1]), new Version(words[2]), Digest.parse(words[3])));
        } catch (IllegalArgumentException torn) {
          // The file is written as a whole; whoever changed it changed only this.
        }
      }
    }
    return known;
  }

  /** Remembers one, before its files are in their place. */
  public void remember(Digest digest, ContentRef delivered) throws IOException {
    Map<Digest, ContentRef> known = all();
    if (delivered.equals(known.get(digest))) {
      return;
    }
    known.remove(digest);
    known.put(digest, delivered);
    DurableFile.replace(
        paths.deliveredConfigurations(),
        known.entrySet().stream()
            .skip(Math.max(0, known.size() - MOST))
            .map(
                each ->
                    each.getKey()
                        + " "
                        + each.getValue().channel()
                        + " "
                        + each.getValue().version()
                        + " "
                        + each.getValue().manifest()
                        + "\n")
            .collect(Collectors.joining()));
  }
}
