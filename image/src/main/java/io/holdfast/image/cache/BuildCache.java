package io.holdfast.image.cache;

import io.holdfast.host.FileTree;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Finished steps, each a folder named by the step and the fingerprint of its inputs. A step that
 * fails or is interrupted leaves nothing under that name. Safe for use by several processes: two
 * that want the same step do it once.
 *
 * @param folder where the steps are kept; made when first needed
 */
public record BuildCache(Path folder) {

  /** Makes a step's result. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Writes the result.
     *
     * @param result an empty folder
     */
    void makeIn(Path result) throws IOException, InterruptedException;
  }

  /**
   * The result of a step: from the cache, or made now.
   *
   * @param name lower-case letters and dashes
   * @param inputs fingerprint of all that decides the result
   * @return the folder, not to be changed
   */
  public Path step(String name, Digest inputs, Maker maker)
      throws IOException, InterruptedException {
    Path result = folder.resolve(name + "-" + inputs.abbreviated());
    if (Files.isDirectory(result)) {
      return result;
    }
    Files.createDirectories(folder);
    Path lock = folder.resolve("." + name + "-" + inputs.abbreviated() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (held.isValid() && !Files.isDirectory(result)) {
        make(result, maker);
      }
    }
    return result;
  }

  private static void make(Path result, Maker maker) throws IOException, InterruptedException {
    Path unfinished = result.resolveSibling("." + result.getFileName() + ".unfinished");
    FileTree.delete(unfinished);
    Files.createDirectory(unfinished);
    boolean made = false;
    try {
      maker.makeIn(unfinished);
      Files.move(unfinished, result, StandardCopyOption.ATOMIC_MOVE);
      made = true;
    } finally {
      if (!made) {
        FileTree.delete(unfinished);
      }
    }
  }
}
