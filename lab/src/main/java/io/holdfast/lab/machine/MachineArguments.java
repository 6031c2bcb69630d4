package io.holdfast.lab.machine;

import io.holdfast.release.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** QEMU's command line (qemu(1), version 10) for a machine, as a pure function. */
record MachineArguments(MachineSpec spec, Acceleration acceleration, MachineSockets sockets) {
  static final String VARIABLES_NODE = "variables";

  private static final String FIRMWARE_NODE = "firmware";

  List<String> words() {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("qemu-system-x86_64", "-nodefaults", "-no-user-config"));
    words.addAll(List.of("-name", spec.name(), "-display", "none", "-rtc", "base=utc"));
    // Paused, so that nothing is missed until everybody listens.
    words.add("-S");
    words.addAll(acceleration.arguments());
    words.addAll(board());
    for (int i = 0; i < spec.disks().size(); i++) {
      words.addAll(disk(i, spec.disks().get(i)));
    }
    words.addAll(lines());
    words.addAll(devices());
    return words;
  }

  /** The block nodes that a snapshot covers: all that the machine can write. */
  List<String> snapshotNodes() {
    List<String> nodes = new ArrayList<>();
    for (int i = 0; i < spec.disks().size(); i++) {
      if (spec.disks().get(i).access() == Disk.Access.WRITE) {
        nodes.add(node(i));
      }
    }
    nodes.add(VARIABLES_NODE);
    return nodes;
  }

  /** Files of the host that QEMU reads. */
  List<Path> reads() {
    List<Path> files = new ArrayList<>();
    for (Disk disk : spec.disks()) {
      files.addAll(disk.backing());
      if (disk.access() == Disk.Access.READ) {
        files.add(disk.file());
      }
    }
    if (spec.web() != null) {
      files.add(spec.web().program());
      files.add(spec.web().folder());
    }
    return files;
  }

  /** Files and folders of the host that QEMU changes. */
  List<Path> writes() {
    List<Path> files = new ArrayList<>(List.of(sockets.folder(), spec.variables()));
    for (Disk disk : spec.disks()) {
      if (disk.access() == Disk.Access.WRITE) {
        files.add(disk.file());
      }
    }
    return files;
  }

  private List<String> board() {
    String secure =
        switch (spec.firmware()) {
          case PLAIN -> "";
          case SECURE_BOOT -> ",smm=on";
        };
    String firmware =
        switch (spec.firmware()) {
          case PLAIN -> "/usr/share/OVMF/OVMF_CODE_4M.fd";
          case SECURE_BOOT -> "/usr/share/OVMF/OVMF_CODE_4M.secboot.fd";
        };
    List<String> words = new ArrayList<>();
    words.addAll(
        List.of("-M", "q35" + secure + ",pflash0=" + FIRMWARE_NODE + ",pflash1=" + VARIABLES_NODE));
    words.addAll(List.of("-smp", Integer.toString(spec.processors())));
    words.addAll(List.of("-m", spec.memoryMebibytes() + "M"));
    words.addAll(block(FIRMWARE_NODE, Path.of(firmware), "raw", true));
    words.addAll(block(VARIABLES_NODE, spec.variables(), "qcow2", false));
    if (spec.firmware() == MachineSpec.Firmware.SECURE_BOOT) {
      // Only firmware in system management mode may write variables; see OVMF's README,
      // SMM_REQUIRE.
      words.addAll(List.of("-global", "driver=cfi.pflash01,property=secure,value=on"));
      words.addAll(List.of("-global", "ICH9-LPC.disable_s3=1"));
    }
    return words;
  }

  private List<String> disk(int index, Disk disk) {
    String format =
        switch (disk.format()) {
          case RAW -> "raw";
          case QCOW2 -> "qcow2";
        };
    List<String> words = new ArrayList<>();
    words.addAll(block(node(index), disk.file(), format, disk.access() == Disk.Access.READ));
    String device =
        switch (disk.place()) {
          case BUILT_IN -> "virtio-blk-pci";
          case DISC_DRIVE -> "ide-cd";
        };
    words.add("-device");
    words.add(device + ",drive=" + node(index) + ",serial=" + node(index) + ",bootindex=" + index);
    return words;
  }

  /** A block node in JSON: a path may then hold any character. */
  private List<String> block(String node, Path file, String format, boolean readOnly) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("driver", format);
    options.put("node-name", node);
    options.put("read-only", readOnly);
    if (!readOnly) {
      options.put("discard", "unmap");
    }
    options.put("cache", Map.of("no-flush", spec.flushes() == MachineSpec.Flushes.IGNORED));
    options.put("file", Map.of("driver", "file", "filename", file.toString()));
    return List.of("-blockdev", Json.write(options));
  }

  /** Commands, first and second serial line. The hub (QEMU 10) gives the console two partners. */
  private List<String> lines() {
    List<String> words = new ArrayList<>();
    words.addAll(listening("commands", sockets.commands()));
    words.addAll(List.of("-mon", "chardev=commands,mode=control"));
    words.addAll(listening("visitor", sockets.visitorCommands()));
    words.addAll(List.of("-mon", "chardev=visitor,mode=control"));
    words.addAll(listening("console0", sockets.console()));
    words.addAll(listening("console1", sockets.visitorConsole()));
    words.addAll(List.of("-chardev", "hub,id=console,chardevs.0=console0,chardevs.1=console1"));
    words.addAll(List.of("-serial", "chardev:console"));
    words.addAll(listening("control", sockets.control()));
    words.addAll(List.of("-serial", "chardev:control"));
    return words;
  }

  private List<String> devices() {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("-device", "VGA"));
    words.addAll(List.of("-device", "i6300esb", "-action", "watchdog=reset"));
    // A kernel that panics decides for itself how it restarts; that it panicked is only told.
    words.addAll(List.of("-device", "pvpanic-pci", "-action", "panic=none"));
    switch (spec.network()) {
      case NONE -> {}
      case RESTRICTED -> words.addAll(card(""));
      case WEB -> words.addAll(card(",guestfwd=tcp:10.0.2.100:80-cmd:" + server()));
    }
    if (spec.tpm() != null) {
      words.addAll(List.of("-chardev", "socket,id=tpm,path=" + escape(sockets.tpm())));
      words.addAll(List.of("-tpmdev", "emulator,id=tpm0,chardev=tpm"));
      words.addAll(List.of("-device", "tpm-crb,tpmdev=tpm0"));
    }
    return words;
  }

  /** Without its boot ROM, for a machine with a network card boots from its disks all the same. */
  private static List<String> card(String behind) {
    return List.of(
        "-netdev",
        "user,id=network,restrict=on" + behind,
        "-device",
        "virtio-net-pci,netdev=network,romfile=");
  }

  /** QEMU splits it as a shell does, and runs it for each connection. */
  private String server() {
    MachineSpec.Web web = Objects.requireNonNull(spec.web());
    return quote(web.program()) + " httpd -i -h " + quote(web.folder());
  }

  private static String quote(Path path) {
    return "'" + escape(path).replace("'", "'\\''") + "'";
  }

  private static List<String> listening(String id, Path socket) {
    return List.of(
        "-chardev", "socket,id=" + id + ",path=" + escape(socket) + ",server=on,wait=off");
  }

  /** A comma ends an option's value unless doubled. */
  private static String escape(Path path) {
    return path.toString().replace(",", ",,");
  }

  private static String node(int disk) {
    return "disk" + disk;
  }
}
