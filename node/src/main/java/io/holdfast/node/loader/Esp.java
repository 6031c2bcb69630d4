package io.holdfast.node.loader;

import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The EFI system partition, mounted only while somebody works with it: FAT has no journal, and one
 * that is not mounted cannot be damaged by a loss of power. Safe for use by several threads; two
 * processes keep apart by the state's lock.
 *
 * @param device the partition
 * @param mountPoint a folder that is made when needed
 * @param mounter how it is mounted
 */
public record Esp(Path device, Path mountPoint, Mounter mounter) {
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  /** Mounts a partition and takes it off again. */
  public interface Mounter {
    /** With mount(8) and umount(8). */
    Mounter COMMANDS =
        new Mounter() {
          @Override
          public void mount(Path device, Path at) throws IOException, InterruptedException {
            Command.of(
                    "mount",
                    "-t",
                    "vfat",
                    "-o",
                    "umask=0077,errors=remount-ro",
                    device.toString(),
                    at.toString())
                .check();
          }

          @Override
          public void unmount(Path at) throws IOException, InterruptedException {
            Command.of("umount", at.toString()).check();
          }
        };

    /** Mounts it. */
    void mount(Path device, Path at) throws IOException, InterruptedException;

    /** Takes it off again. */
    void unmount(Path at) throws IOException, InterruptedException;
  }

  /** Something done with the files. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T with(EspFolder esp) throws IOException;
  }

  /** Mounts, works, and unmounts whatever happened. */
  public <T> T with(Work<T> work) throws IOException, InterruptedException {
    ONE_AT_A_TIME.lock();
    try {
      Files.createDirectories(mountPoint);
      mounter.mount(device, mountPoint);
      try {
        return work.with(new EspFolder(mountPoint));
      } finally {
        mounter.unmount(mountPoint);
      }
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }
}
