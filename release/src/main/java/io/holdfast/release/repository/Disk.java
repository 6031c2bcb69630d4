package io.holdfast.release.repository;

import io.holdfast.host.DurableFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The steps by which a repository changes on disk; a machine may die before and after each, never
 * within.
 */
interface Disk {
  /** The real one. */
  Disk REAL =
      new Disk() {
        @Override
        public void replace(Path file, byte[] bytes) throws IOException {
          DurableFile.replace(file, bytes);
        }

        @Override
        public void moveInto(Path flushed, Path file) throws IOException {
          DurableFile.moveInto(flushed, file);
        }
      };

  /** As {@link DurableFile#replace(Path, byte[])}. */
  void replace(Path file, byte[] bytes) throws IOException;

  /** As {@link DurableFile#moveInto}. */
  void moveInto(Path flushed, Path file) throws IOException;
}
