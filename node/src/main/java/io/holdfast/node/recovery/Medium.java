package io.holdfast.node.recovery;

import io.holdfast.host.Command;
import io.holdfast.node.disk.NodePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file system with a certain label that holds a repository, on any block device. It is mounted
 * read-only; nothing on it is trusted but what is signed.
 *
 * @param at where it is mounted
 */
public record Medium(Path at) implements RepairSource {
  /** Short enough for FAT, which USB sticks have. */
  public static final String LABEL = "HF-REPAIR";

  /** blkid(8): nothing was found. */
  private static final int NOTHING_FOUND = 2;

  /** That of a node. */
  public static Medium of(NodePaths paths) {
    return new Medium(paths.medium());
  }

  @Override
  public @Nullable String find() throws IOException, InterruptedException {
    Command.Result found = Command.of("blkid", "-o", "device", "-t", "LABEL=" + LABEL).run();
    if (found.exitCode() == NOTHING_FOUND || found.output().isBlank()) {
      return null;
    }
    String device = found.output().lines().findFirst().orElseThrow();
    Files.createDirectories(at);
    Command.of("mount", "-o", "ro,nodev,nosuid,noexec", device, at.toString()).check();
    return at.toString();
  }

  @Override
  public void release() throws IOException, InterruptedException {
    if (Command.of("mountpoint", "--quiet", at.toString()).run().exitCode() == 0) {
      Command.of("umount", "--lazy", at.toString()).check();
    }
  }

  @Override
  public boolean mayBeOlder() {
    return true;
  }
}
