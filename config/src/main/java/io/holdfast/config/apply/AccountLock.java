package io.holdfast.config.apply;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lock that useradd(8) and its like take (lckpwdf(3)), so that they and we do not write over
 * each other. Nothing else runs in a tree that is not the running system's, so there it is none.
 */
final class AccountLock implements AutoCloseable {
  /** As long as those programs wait. */
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Path FILE = Path.of("/etc/.pwd.lock");

  private final @Nullable FileChannel channel;

  private AccountLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  static AccountLock take(RootedTree tree) throws IOException, InterruptedException {
    if (!tree.isWhole() || tree.isPlanning() || !Files.isWritable(Path.of("/etc"))) {
      return new AccountLock(null);
    }
    FileChannel channel =
        FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      Files.setAttribute(FILE, "unix:mode", 0600);
      long end = System.nanoTime() + LIMIT.toNanos();
      taken = isTaken(channel);
      while (!taken && System.nanoTime() < end) {
        Thread.sleep(PAUSE);
        taken = isTaken(channel);
      }
      if (!taken) {
        throw new IOException(
            "another program has held the lock of the accounts, "
                + FILE
                + ", for "
                + LIMIT.toSeconds()
                + " s; see who has it with 'fuser "
                + FILE
                + "'");
      }
      return new AccountLock(channel);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /** Another thread of ours has it as another program would. */
  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
