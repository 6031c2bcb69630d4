package io.holdfast.lab.machine.serial;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;

/** A serial line made of two streams, in place of a socket of QEMU. */
record FakeLine(ReadableByteChannel from, OutputStream to) implements ByteChannel {
  FakeLine(InputStream from, OutputStream to) {
    this(Channels.newChannel(from), to);
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    return from.read(bytes);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    byte[] piece = new byte[bytes.remaining()];
    bytes.get(piece);
    to.write(piece);
    to.flush();
    return piece.length;
  }

  @Override
  public boolean isOpen() {
    return from.isOpen();
  }

  @Override
  public void close() throws IOException {
    to.close();
    from.close();
  }
}
