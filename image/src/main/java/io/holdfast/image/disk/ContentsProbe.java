package io.holdfast.image.disk;

import java.io.IOException;
import java.nio.file.Path;

/** Looks whether there is anything on a disk or in an image file. */
interface ContentsProbe {
  /**
   * Looks, and changes nothing.
   *
   * @param place a block device or a regular file
   * @param size of it
   * @throws IOException if the place fails while it is read
   */
  Contents look(Path place, ByteSize size) throws IOException, InterruptedException;
}
