package io.holdfast.lab.drill.prepare;

import io.holdfast.host.Command;
import io.holdfast.host.FileTree;
import io.holdfast.image.cache.BuildCache;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a drill keeps the copies that its machines write on; emptied when it ends, and, after one
 * that was killed, when the next begins. One drill at a time has it: two would measure each other.
 * May be used by several threads.
 */
public final class WorkFolder implements AutoCloseable {
  /** A few gigabytes on a slow disk. */
  private static final Duration COPYING = Duration.ofMinutes(5);

  private final Path folder;
  private final FileChannel lock;

  private WorkFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes it.
   *
   * @throws IOException if another drill has it, or it cannot be written
   */
  public static WorkFolder take(BuildCache cache) throws IOException {
    Files.createDirectories(cache.folder());
    FileChannel lock =
        FileChannel.open(
            cache.folder().resolve(".drill.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      if (held(lock) == null) {
        throw new IOException(
            "Another drill is under way with the cache "
                + cache.folder()
                + ". Wait for its end, for two would slow each other down.");
      }
      Path folder = cache.folder().resolve(".drill-work");
      FileTree.delete(folder);
      Files.createDirectory(folder);
      taken = true;
      return new WorkFolder(folder, lock);
    } finally {
      if (!taken) {
        lock.close();
      }
    }
  }

  private static @Nullable FileLock held(FileChannel lock) throws IOException {
    try {
      return lock.tryLock();
    } catch (OverlappingFileLockException e) {
      // Within one process, it is told in this way.
      return null;
    }
  }

  /** A new folder with copies of files; sharing their blocks where the file system can. */
  public Path copy(String name, List<Path> files) throws IOException, InterruptedException {
    Path copies = Files.createDirectory(folder.resolve(name));
    List<String> words = new ArrayList<>(List.of("cp", "--reflink=auto", "--sparse=always", "--"));
    files.forEach(file -> words.add(file.toString()));
    words.add(copies.toString());
    Command.of(words).within(COPYING).check();
    return copies;
  }

  /** A new folder, empty. */
  public Path make(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  /** Deletes such a folder. */
  public void delete(Path copies) throws IOException {
    FileTree.delete(copies);
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      FileTree.delete(folder);
    }
  }
}
