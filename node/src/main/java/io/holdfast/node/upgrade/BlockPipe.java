package io.holdfast.node.upgrade;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Moves bytes from a source to a sink in blocks, the two working at the same time on a thread each:
 * while one block is written, the next is fetched and hashed. Memory is bounded by its buffers. For
 * one use by one thread.
 */
final class BlockPipe {
  /** Large enough for its full speed, small enough for a node. */
  static final int BLOCK = 1 << 20;

  private static final int BUFFERS = 4;

  /** Fills blocks. */
  @FunctionalInterface
  interface Source {
    /** Puts bytes into an empty block; leaving it empty says that there are no more. */
    void fill(ByteBuffer block) throws IOException;
  }

  /** Takes blocks. */
  @FunctionalInterface
  interface Sink {
    /** Takes all bytes of a block. */
    void drain(ByteBuffer block) throws IOException;
  }

  private final BlockingQueue<ByteBuffer> empty = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final BlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  BlockPipe() {
    for (int i = 0; i < BUFFERS; i++) {
      empty.add(ByteBuffer.allocateDirect(BLOCK));
    }
  }

  /**
   * Moves everything.
   *
   * @throws IOException what the source or the sink threw
   * @throws InterruptedException if this thread is interrupted
   */
  void run(Source source, Sink sink) throws IOException, InterruptedException {
    Thread drainer = Thread.ofPlatform().name("block-drainer").daemon().start(() -> drainAll(sink));
    try {
      boolean more = true;
      while (more && failure.get() == null) {
        ByteBuffer block = empty.take();
        block.clear();
        source.fill(block);
        block.flip();
        more = block.hasRemaining();
        full.put(block);
      }
      drainer.join();
    } finally {
      drainer.interrupt();
      drainer.join();
    }
    Throwable problem = failure.get();
    if (problem instanceof InterruptedIOException) {
      throw new InterruptedException(problem.getMessage());
    }
    if (problem instanceof IOException e) {
      throw e;
    }
    if (problem != null) {
      throw new IOException("Writing failed: " + problem, problem);
    }
  }

  private void drainAll(Sink sink) {
    try {
      for (ByteBuffer block = full.take(); block.hasRemaining(); block = full.take()) {
        sink.drain(block);
        empty.put(block);
      }
    } catch (InterruptedException e) {
      failure.compareAndSet(null, new InterruptedIOException("interrupted"));
    } catch (IOException | RuntimeException e) {
      failure.compareAndSet(null, e);
      // The filler may be waiting for a block: let it see the failure.
      empty.offer(ByteBuffer.allocate(BLOCK));
    }
  }
}
