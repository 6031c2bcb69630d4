package io.holdfast.lab.machine.serial;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A serial line's two directions: a thread that hands on what comes, and writing. */
final class SerialLine implements AutoCloseable {
  private final ByteChannel channel;

  SerialLine(ByteChannel channel) {
    this.channel = channel;
  }

  /**
   * Starts reading.
   *
   * @param arrived gets each piece as it comes, on the reading thread
   * @param ended is run once, after the last piece
   */
  void read(String name, Consumer<byte[]> arrived, Runnable ended) {
    Thread.ofVirtual().name(name).start(() -> readAll(arrived, ended));
  }

  void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    synchronized (channel) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing more can come of it either way.
    }
  }

  private void readAll(Consumer<byte[]> arrived, Runnable ended) {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    try {
      while (channel.read(buffer) >= 0) {
        byte[] piece = new byte[buffer.flip().remaining()];
        buffer.get(piece).clear();
        arrived.accept(piece);
      }
    } catch (IOException e) {
      // The line ends with its machine, politely or not.
    } finally {
      ended.run();
    }
  }
}
