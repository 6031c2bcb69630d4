package io.holdfast.config.source.datasource;

import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Drives as Linux has them, mounted with the program {@code mount}: read-only, no programs, no
 * devices. Needs root.
 *
 * @param dev where devices are, /dev but in tests
 * @param below where they are mounted, each on a folder of its own; only root may look
 */
record MountedDrives(Path dev, Path below) implements Drives {
  /** As Kairos looks at; a machine has fewer. */
  private static final int OPTICAL_DRIVES = 4;

  /** A drive that has to spin up takes seconds, one that is broken for ever. */
  private static final Duration MOUNTING = Duration.ofSeconds(5);

  /** As Kairos tries them. */
  private static final List<String> FILE_SYSTEMS = List.of("iso9660", "vfat");

  @Override
  public List<Path> candidates(List<String> labels) {
    List<Path> devices = new ArrayList<>();
    for (String label : labels) {
      add(devices, dev.resolve("disk/by-label").resolve(label));
    }
    for (int i = 0; i < OPTICAL_DRIVES; i++) {
      add(devices, dev.resolve("sr" + i));
    }
    return devices;
  }

  /** Under one name each: what a label points to may be an optical drive. */
  private static void add(List<Path> devices, Path device) {
    try {
      Path real = device.toRealPath();
      if (!devices.contains(real)) {
        devices.add(real);
      }
    } catch (IOException e) {
      // There is none.
    }
  }

  @Override
  public Open open(Path device) throws IOException, InterruptedException {
    Path folder = below.resolve(String.valueOf(device.getFileName()));
    Files.createDirectories(
        below, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.createDirectories(folder);
    IOException last = new IOException("it cannot be mounted");
    for (String kind : FILE_SYSTEMS) {
      try {
        Command.of(
                "mount",
                "-t",
                kind,
                "-o",
                "ro,nosuid,nodev,noexec",
                device.toString(),
                folder.toString())
            .within(MOUNTING)
            .check();
        return new Mounted(folder);
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private record Mounted(Path folder) implements Open {
    @Override
    public void close() {
      try {
        Command.of("umount", folder.toString()).within(MOUNTING).run();
      } catch (IOException e) {
        // It stays, read-only and where only root looks.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
