package io.holdfast.lab.machine;

import java.nio.file.Path;
import java.util.List;

/**
 * A disk of a machine.
 *
 * @param file absolute; the image
 * @param format of the image
 * @param access what the machine may do with it
 * @param place where the machine has it
 * @param backing absolute; every file that a qcow2 image refers to, read only
 */
public record Disk(Path file, Format format, Access access, Place place, List<Path> backing) {
  /** How the image is stored. */
  public enum Format {
    /** The disk's bytes. Cannot hold snapshots. */
    RAW,
    /** QEMU's own format. */
    QCOW2
  }

  /** What a machine may do with a disk. */
  public enum Access {
    /** Read only; the file is not changed. */
    READ,
    /** Read and write. */
    WRITE
  }

  /** Where a machine has a disk. */
  public enum Place {
    /** Built in, as a virtio block device. */
    BUILT_IN,
    /** In a drive for discs (SATA). */
    DISC_DRIVE
  }

  /** Checks the paths, not what is there. */
  public Disk {
    if (!file.isAbsolute() || !backing.stream().allMatch(Path::isAbsolute)) {
      throw new IllegalArgumentException("a disk needs absolute paths, not " + file);
    }
    if (format == Format.RAW && !backing.isEmpty()) {
      throw new IllegalArgumentException("a raw disk has no backing file: " + file);
    }
    if (place == Place.DISC_DRIVE && access == Access.WRITE) {
      throw new IllegalArgumentException("a disc is not written on: " + file);
    }
    backing = List.copyOf(backing);
  }

  /** A qcow2 disk to write on. */
  public static Disk qcow2(Path file, Path... backing) {
    return new Disk(file, Format.QCOW2, Access.WRITE, Place.BUILT_IN, List.of(backing));
  }

  /** A raw disk to write on. */
  public static Disk raw(Path file) {
    return new Disk(file, Format.RAW, Access.WRITE, Place.BUILT_IN, List.of());
  }

  /** A raw disk to read from: an installer, a seed, a load of files. */
  public static Disk readOnly(Path file) {
    return new Disk(file, Format.RAW, Access.READ, Place.BUILT_IN, List.of());
  }

  /** A disc in its drive, made from an ISO image. */
  public static Disk disc(Path file) {
    return new Disk(file, Format.RAW, Access.READ, Place.DISC_DRIVE, List.of());
  }
}
