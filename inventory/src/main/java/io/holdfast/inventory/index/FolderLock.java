package io.holdfast.inventory.index;

import io.holdfast.inventory.index.database.IndexUnusableException;
import io.holdfast.inventory.index.database.Turn;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets one at a time use an index in a folder, from the reading of its list on. The lock is the
 * kernel's, on a file that stays: it ends with the process, however that ends. Closed once.
 */
final class FolderLock implements AutoCloseable {
  static final String NAME = "index.lock";

  /**
   * Those of this process: the kernel gives a process the lock that it has, and takes it away with
   * the first of its channels that is closed, so the file is opened by one alone.
   */
  private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Makes the folder if it is not there, and waits until nobody else uses it. */
  static FolderLock take(Path folder, Consumer<String> told) throws IOException {
    return take(folder, Turn.LIMIT, told);
  }

  static FolderLock take(Path folder, Duration limit, Consumer<String> told) throws IOException {
    Files.createDirectories(folder);
    Path real = folder.toRealPath();
    FolderLock taken;
    try {
      taken =
          Turn.await(
              limit,
              () -> tried(real),
              () ->
                  told.accept(
                      "Another Holdfast uses the index in " + real + "; waiting for it to end."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unusable("was waited for in vain: this was interrupted. Nothing was done", real);
    }
    if (taken == null) {
      throw unusable(
          "has been used by another Holdfast for "
              + limit.toSeconds()
              + " s. Nothing was done. Try again when that is over, or name another folder with"
              + " '--index'",
          real);
    }
    return taken;
  }

  private static IndexUnusableException unusable(String why, Path folder) {
    String words = "The index in " + folder + " " + why + ".";
    return new IndexUnusableException(words, new IllegalStateException("locked"));
  }

  private static @Nullable FolderLock tried(Path folder) throws IOException {
    if (!HERE.add(folder)) {
      return null;
    }
    FolderLock taken = null;
    try {
      taken = ofOtherProcesses(folder);
      return taken;
    } finally {
      if (taken == null) {
        HERE.remove(folder);
      }
    }
  }

  private static @Nullable FolderLock ofOtherProcesses(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
      return lock == null ? null : new FolderLock(folder, channel);
    } catch (OverlappingFileLockException e) {
      return null;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  /** As the file system has it. */
  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HERE.remove(folder);
    }
  }
}
