package io.holdfast.cli;

import java.io.IOException;

/** A terminal that a person may sit at. It is read by one thread and written by another. */
interface Terminal extends AutoCloseable {
  /** For messages. */
  String name();

  /**
   * Waits until something is typed.
   *
   * @return how many bytes it is; -1 if whoever types says that this is the end (Ctrl-D)
   * @throws IOException if nothing can be typed here any more
   */
  int read(byte[] into) throws IOException;

  /**
   * Shows a text.
   *
   * @throws IOException if nothing can be shown here any more
   */
  void write(String text) throws IOException;

  /** Whether what is typed is shown. */
  void echo(boolean shown) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
