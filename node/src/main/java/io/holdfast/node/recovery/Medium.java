package io.holdfast.node.recovery;

import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a repair comes from: a file system with a certain label that holds a repository. */
public interface Medium {
  /** Short enough for FAT, which USB sticks have. */
  String LABEL = "HF-REPAIR";

  /** blkid(8): nothing was found. */
  int NOTHING_FOUND = 2;

  /**
   * Looks for it, and makes it readable.
   *
   * @return its folder, or null if there is none
   * @throws IOException if there is one that cannot be read
   */
  @Nullable Path find() throws IOException, InterruptedException;

  /** Lets go of what was found, so that another one may take its place; harmless if nothing was. */
  void release() throws IOException, InterruptedException;

  /**
   * Any block device, mounted read-only; nothing on it is trusted but what is signed.
   *
   * @param at where it is mounted
   */
  static Medium ofThisMachine(Path at) {
    return new Medium() {
      @Override
      public @Nullable Path find() throws IOException, InterruptedException {
        Command.Result found = Command.of("blkid", "-o", "device", "-t", "LABEL=" + LABEL).run();
        if (found.exitCode() == NOTHING_FOUND || found.output().isBlank()) {
          return null;
        }
        String device = found.output().lines().findFirst().orElseThrow();
        Files.createDirectories(at);
        Command.of("mount", "-o", "ro,nodev,nosuid,noexec", device, at.toString()).check();
        return at;
      }

      @Override
      public void release() throws IOException, InterruptedException {
        if (Command.of("mountpoint", "--quiet", at.toString()).run().exitCode() == 0) {
          Command.of("umount", "--lazy", at.toString()).check();
        }
      }
    };
  }
}
