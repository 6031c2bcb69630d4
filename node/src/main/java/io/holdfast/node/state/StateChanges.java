package io.holdfast.node.state;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Hears when a node's state is written, by whatever process: each write ends with a rename into its
 * folder (inotify(7)). For one thread.
 */
public final class StateChanges implements AutoCloseable {
  private final WatchService changes;

  /**
   * Listens from now on.
   *
   * @param folder of the state, which is there
   */
  public StateChanges(Path folder) throws IOException {
    changes = folder.getFileSystem().newWatchService();
    folder.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
  }

  /** Waits for a write since the last one that was waited for, but no longer than this. */
  public void await(Duration most) throws InterruptedException {
    WatchKey key = changes.poll(most.toMillis(), TimeUnit.MILLISECONDS);
    if (key != null) {
      key.pollEvents();
      key.reset();
    }
  }

  @Override
  public void close() throws IOException {
    changes.close();
  }
}
