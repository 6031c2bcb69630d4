package io.holdfast.config.source.datasource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Block devices of this machine that may hold a {@link Disc}. */
interface Drives {
  /** Devices with one of the labels, then optical drives without regard to the label. */
  List<Path> candidates(List<String> labels);

  /**
   * Makes a device's files readable.
   *
   * @throws IOException if it has no file system of a known kind, or no disc
   */
  Open open(Path device) throws IOException, InterruptedException;

  /** A device whose files can be read until it is closed. */
  interface Open extends AutoCloseable {
    /** Where the files are. */
    Path folder();

    @Override
    void close();
  }
}
