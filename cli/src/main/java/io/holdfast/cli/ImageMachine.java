package io.holdfast.cli;

import io.holdfast.lab.machine.Disk;
import io.holdfast.lab.machine.MachineSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * An image file and the files beside it that make a machine of it: {@code FILE.variables}, the
 * firmware's variable store, and {@code FILE.tpm}, a folder with a TPM's state. They stay when the
 * machine ends, as they do in a real one.
 *
 * @param image absolute
 */
record ImageMachine(Path image) {
  /** The first bytes of every qcow2 file (QEMU's docs/interop/qcow2.rst, "Header"). */
  private static final byte[] QCOW2 = {'Q', 'F', 'I', (byte) 0xfb};

  private static final String NO_NAME = "node";

  /**
   * Of an image file that is there.
   *
   * @throws IOException if it is not, or is something else
   */
  static ImageMachine of(Path image) throws IOException {
    Path place = image.toAbsolutePath().normalize();
    if (!Files.exists(place)) {
      throw new IOException(
          "There is no image file at " + image + ". Make one with 'holdfast install'.");
    }
    if (!Files.isRegularFile(place)) {
      throw new IOException(image + " is no file; the lab runs machines from image files only.");
    }
    return new ImageMachine(place);
  }

  /** The disk, in the format that its first bytes tell. */
  Disk disk() throws IOException {
    try (InputStream stream = Files.newInputStream(image)) {
      return Arrays.equals(stream.readNBytes(QCOW2.length), QCOW2)
          ? Disk.qcow2(image)
          : Disk.raw(image);
    }
  }

  Path variables() {
    return beside(".variables");
  }

  Path tpm() {
    return beside(".tpm");
  }

  /** A machine's name made of the file's: what is no letter, digit or hyphen becomes a hyphen. */
  String name() {
    String file = image.getFileName().toString().toLowerCase(Locale.ROOT);
    int dot = file.lastIndexOf('.');
    String stem = dot > 0 ? file.substring(0, dot) : file;
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < stem.length() && name.length() < MachineSpec.NAME_LIMIT; i++) {
      char c = stem.charAt(i);
      boolean kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (kept) {
        name.append(c);
      } else if (!name.isEmpty() && name.charAt(name.length() - 1) != '-') {
        name.append('-');
      }
    }
    return name.isEmpty() ? NO_NAME : name.toString();
  }

  private Path beside(String suffix) {
    return image.resolveSibling(image.getFileName() + suffix);
  }
}
