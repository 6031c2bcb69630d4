package io.holdfast.image.disk;

import io.holdfast.image.disk.DiskFacts.Access;
import io.holdfast.image.disk.DiskFacts.Placement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The disks of this machine as the kernel shows them in sysfs (Documentation/ABI/stable/sysfs-block
 * of Linux) and proc(5). Stateless.
 *
 * @param sys where sysfs is mounted
 * @param proc where proc is mounted
 * @param dev where device nodes are
 */
record SysfsDisks(Path sys, Path proc, Path dev, ContentsProbe probe) implements Disks {
  /** Of the attributes size, ro and removable, whatever the disk's own sectors are. */
  private static final int SECTOR = 512;

  /** More disks, partitions or mounts than this on one machine is a mistake somewhere. */
  private static final int MAX_ENTRIES = 10_000;

  /** stat(2): what kind of file it is, and a block device. */
  private static final int KIND = 0170000;

  private static final int BLOCK_DEVICE = 0060000;

  /** scsi/scsi_proto.h, TYPE_ROM. */
  private static final String SCSI_ROM = "5";

  static SysfsDisks ofThisMachine(ContentsProbe probe) {
    return new SysfsDisks(Path.of("/sys"), Path.of("/proc"), Path.of("/dev"), probe);
  }

  @Override
  public List<DiskFacts> all() throws IOException, InterruptedException {
    List<DiskFacts> disks = new ArrayList<>();
    for (Path entry : entries(sys.resolve("block"))) {
      Path real = entry.toRealPath();
      // Loop devices, memory disks and device-mapper all lie under devices/virtual.
      if (!hasElement(real, "virtual") && !read(real.resolve("device/type")).equals(SCSI_ROM)) {
        disks.add(facts(real));
      }
    }
    return disks;
  }

  @Override
  public boolean isBlockDevice(Path path) throws IOException {
    int mode = (Integer) Files.getAttribute(path, "unix:mode");
    return (mode & KIND) == BLOCK_DEVICE;
  }

  @Override
  public DiskFacts of(Path device) throws DiskRefusedException, IOException, InterruptedException {
    // The kernel writes ! where a device's name has a slash.
    String name = dev.relativize(device).toString().replace('/', '!');
    Path entry = sys.resolve("class/block").resolve(name);
    if (!Files.exists(entry)) {
      throw new InstallFailedException(
          "The kernel knows no disk " + device + ". Name one that 'lsblk' lists.");
    }
    Path real = entry.toRealPath();
    if (Files.exists(real.resolve("partition"))) {
      throw new DiskRefusedException(
          device
              + " is a partition, and Holdfast installs on whole disks. Name its disk, "
              + deviceOf(real.resolve("..").normalize())
              + ".");
    }
    return facts(real);
  }

  private DiskFacts facts(Path real) throws IOException, InterruptedException {
    Path device = deviceOf(real);
    ByteSize size = new ByteSize(Math.multiplyExact(number(real.resolve("size")), SECTOR));
    return new DiskFacts(
        device,
        size,
        placement(real),
        number(real.resolve("ro")) == 0 ? Access.WRITABLE : Access.READ_ONLY,
        uses(real),
        probe.look(device, size),
        read(real.resolve("device/model")),
        Files.exists(real.resolve("serial"))
            ? read(real.resolve("serial"))
            : read(real.resolve("device/serial")));
  }

  private Path deviceOf(Path real) {
    return dev.resolve(String.valueOf(real.getFileName()).replace('!', '/'));
  }

  private static Placement placement(Path real) throws IOException {
    boolean leaves = number(real.resolve("removable")) != 0;
    // An SD card's slot does not say that the card can be taken out.
    boolean card = read(real.resolve("device/type")).equals("SD");
    boolean usb = false;
    for (Path element : real) {
      String name = element.toString();
      usb |= name.startsWith("usb") || name.startsWith("fw");
    }
    return leaves || card || usb ? Placement.EXTERNAL : Placement.INTERNAL;
  }

  /** Mounts, swap and what is stacked upon it, of the disk and of its partitions. */
  private List<String> uses(Path real) throws IOException {
    List<Path> parts = new ArrayList<>(List.of(real));
    for (Path child : entries(real)) {
      if (Files.exists(child.resolve("partition"))) {
        parts.add(child);
      }
    }
    List<String> uses = new ArrayList<>();
    for (Path part : parts) {
      String number = read(part.resolve("dev"));
      String device = deviceOf(part).toString();
      for (String line : lines(proc.resolve("self/mountinfo"))) {
        addMount(uses, line, number, device);
      }
      for (String line : lines(proc.resolve("swaps"))) {
        if (line.startsWith(device + " ") || line.startsWith(device + "\t")) {
          uses.add(device + " is swap space");
        }
      }
      for (Path holder : entries(part.resolve("holders"))) {
        uses.add(deviceOf(holder) + " lies on " + device);
      }
    }
    return uses;
  }

  /** proc_pid_mountinfo(5): the third field is the device's number, the fifth where it is. */
  private static void addMount(List<String> uses, String line, String number, String device) {
    String[] fields = line.split(" ", -1);
    int dash = List.of(fields).indexOf("-");
    if (fields.length < 5) {
      return;
    }
    // Btrfs shows a number of its own; the source after the dash names the device.
    boolean sameSource = dash >= 0 && dash + 2 < fields.length && fields[dash + 2].equals(device);
    if (fields[2].equals(number) || sameSource) {
      uses.add(device + " is mounted at " + fields[4]);
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return entries;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      for (Path entry : found) {
        if (entries.size() < MAX_ENTRIES && Files.isDirectory(entry)) {
          entries.add(entry);
        }
      }
    }
    entries.sort(null);
    return entries;
  }

  private static List<String> lines(Path file) throws IOException {
    // Mount points are bytes, not always UTF-8.
    return Files.exists(file)
        ? Files.readString(file, StandardCharsets.ISO_8859_1).lines().limit(MAX_ENTRIES).toList()
        : List.of();
  }

  private static boolean hasElement(Path path, String name) {
    for (Path element : path) {
      if (element.toString().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static long number(Path attribute) throws IOException {
    String text = read(attribute);
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new InstallFailedException(
          attribute + " holds '" + text + "' where a number was expected.", e);
    }
  }

  private static String read(Path attribute) throws IOException {
    return Files.isRegularFile(attribute)
        ? Files.readString(attribute, StandardCharsets.ISO_8859_1).strip()
        : "";
  }
}
