package io.holdfast.release.repository;

import java.io.IOException;
import java.nio.file.Path;

/** Carries out so many steps, and then none. */
final class DyingDisk implements Disk {
  private int left;

  DyingDisk(int left) {
    this.left = left;
  }

  @Override
  public void replace(Path file, byte[] bytes) throws IOException {
    step();
    Disk.REAL.replace(file, bytes);
  }

  @Override
  public void moveInto(Path flushed, Path file) throws IOException {
    step();
    Disk.REAL.moveInto(flushed, file);
  }

  private void step() throws IOException {
    if (left == 0) {
      throw new IOException("the power was cut");
    }
    left--;
  }
}
