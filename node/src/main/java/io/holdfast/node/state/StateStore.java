package io.holdfast.node.state;

import io.holdfast.host.DurableFile;
import io.holdfast.node.trial.Change;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A node's state in a folder: {@code state.a} and {@code state.b}, see {@link StateFormat}, written
 * in turn, and {@code lock}. Safe for use by several threads and processes; a change is decided and
 * saved by one at a time.
 */
public final class StateStore {
  /**
   * Longest wait for the lock. Whoever holds it reads and writes a small file, or makes the
   * loader's entries right; an ESP under emulation takes seconds for that.
   */
  public static final Duration LOCK_WAIT = Duration.ofSeconds(30);

  private static final Duration LOCK_PAUSE = Duration.ofMillis(20);

  /** A file lock belongs to the whole process: threads must queue before they ask for it. */
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final Path folder;

  /** The store in this folder, which {@link #create} fills. Touches nothing. */
  public StateStore(Path folder) {
    this.folder = folder;
  }

  /** What an event makes of the state; pure, for the lock is held meanwhile. */
  @FunctionalInterface
  public interface Decision {
    /** Decides. */
    Change decide(NodeState state) throws RefusedException;
  }

  /** Something to be done while nobody can change the state. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it, with the newest state. */
    T with(NodeState state) throws IOException;
  }

  /**
   * The newest state. Needs no lock and no right to write.
   *
   * @throws StateUnreadableException if neither copy can be used
   * @throws StateTooNewException if a newer Holdfast wrote it
   */
  public NodeState read() throws IOException {
    return copies().newest();
  }

  /**
   * Decides and saves, as one. When it returns, the new state is durable, and its steps may be
   * done; if the state did not change, nothing was written.
   *
   * @return the change, its state with the epoch it has on disk
   * @throws RefusedException from the decision; nothing was written
   * @throws StateBusyException if the lock was not free in time
   * @throws StateUnreadableException if neither copy can be used
   * @throws StateTooNewException if a newer Holdfast wrote it; nothing was written
   */
  public Change update(Decision decision) throws IOException, RefusedException {
    try (Held _ = lock()) {
      Copies.Saving saving = copies().save(decision);
      if (saving.name() != null) {
        DurableFile.replace(folder.resolve(saving.name()), saving.bytes());
      }
      return saving.change();
    }
  }

  /**
   * Does something with the newest state while nobody can change it, as the loader's entries must
   * be made right. Not to be nested, and {@link #update} not to be called inside.
   *
   * @throws StateBusyException if the lock was not free in time
   */
  public <T> T whileLocked(Work<T> work) throws IOException {
    try (Held _ = lock()) {
      return work.with(copies().newest());
    }
  }

  /**
   * Writes a node's first state, both copies, into a folder that exists.
   *
   * @throws FileAlreadyExistsException if either copy is there; nothing was written
   */
  public void create(NodeState first) throws IOException {
    try (Held _ = lock()) {
      for (String name : new String[] {Copies.FIRST, Copies.SECOND}) {
        if (Files.exists(folder.resolve(name))) {
          throw new FileAlreadyExistsException(
              folder.resolve(name).toString(), null, "the node has a state already");
        }
      }
      DurableFile.replace(folder.resolve(Copies.FIRST), StateFormat.encode(first.withEpoch(0)));
      DurableFile.replace(folder.resolve(Copies.SECOND), StateFormat.encode(first.withEpoch(1)));
    }
  }

  private Copies copies() {
    return new Copies(folder.toString(), copy(Copies.FIRST), copy(Copies.SECOND));
  }

  private Copy copy(String name) {
    try (InputStream stream = Files.newInputStream(folder.resolve(name))) {
      return StateFormat.decode(stream.readNBytes(StateFormat.MAX_BYTES + 1));
    } catch (NoSuchFileException _) {
      return new Copy.Unusable("it is missing");
    } catch (IOException e) {
      // A disk that cannot give one copy any more is no reason to ignore the other.
      return new Copy.Unusable("it cannot be read: " + e);
    }
  }

  /** Both locks, until closed. */
  private record Held(FileChannel channel, FileLock lock) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (channel) {
        lock.release();
      } finally {
        IN_THIS_PROCESS.unlock();
      }
    }
  }

  private Held lock() throws IOException {
    if (IN_THIS_PROCESS.isHeldByCurrentThread()) {
      throw new IllegalStateException("the state is locked by this thread already");
    }
    long end = System.nanoTime() + LOCK_WAIT.toNanos();
    try {
      if (!IN_THIS_PROCESS.tryLock(LOCK_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy();
      }
      boolean done = false;
      try {
        Held held = lockFile(end);
        done = true;
        return held;
      } finally {
        if (!done) {
          IN_THIS_PROCESS.unlock();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the lock in " + folder);
    }
  }

  private Held lockFile(long end) throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean done = false;
    try {
      while (true) {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          done = true;
          return new Held(channel, lock);
        }
        if (System.nanoTime() - end >= 0) {
          throw busy();
        }
        Thread.sleep(LOCK_PAUSE.toMillis());
      }
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  private StateBusyException busy() {
    return new StateBusyException(
        "The node's state in "
            + folder
            + " was locked for "
            + LOCK_WAIT.toSeconds()
            + " s by another holdfast command or its daemon. Nothing was changed. Try again; if it"
            + " stays so, 'systemctl status holdfast-agent' says what the daemon is doing.");
  }
}
