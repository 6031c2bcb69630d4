package io.holdfast.config.facts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a machine says of itself: node, os, kernel, product, board, chassis, bios, cpu, memory,
 * storage and network. What it does not say is left out, so that a template can ask for it; the
 * parts themselves are always there. Stateless.
 */
public final class MachineFacts {
  private static final String DMI = "sys/class/dmi/id/";
  private static final String BLOCK = "sys/block/";
  private static final String NET = "sys/class/net/";
  private static final String ZONES = "/usr/share/zoneinfo/";

  /** Sectors of 512 bytes in 10^9 bytes, the gigabyte that disks are sold by. */
  private static final long SECTORS = 1_953_125;

  /** The kind of SCSI device that holds CDs. */
  private static final String CD = "5";

  private MachineFacts() {}

  /**
   * Reads them; some dozens of small files.
   *
   * @param root {@code /} on a node
   * @return mappings, lists, texts and whole numbers, for {@code TemplateValues}
   */
  public static Map<String, Object> read(Path root) {
    FactFiles files = new FactFiles(root);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("node", node(files));
    facts.put("os", os(files));
    Map<String, Object> kernel = new LinkedHashMap<>();
    put(kernel, "release", files.text("proc/sys/kernel/osrelease"));
    put(kernel, "version", files.text("proc/sys/kernel/version"));
    put(kernel, "architecture", files.text("proc/sys/kernel/arch"));
    facts.put("kernel", kernel);
    facts.put("product", product(files));
    facts.put("board", dmi(files, "board", "name", "vendor", "version", "serial", "asset_tag"));
    Map<String, Object> chassis = dmi(files, "chassis", "vendor", "version", "serial", "asset_tag");
    put(chassis, "type", files.number(DMI + "chassis_type"));
    facts.put("chassis", chassis);
    facts.put("bios", dmi(files, "bios", "vendor", "version", "date"));
    facts.put("cpu", cpu(files));
    facts.put("memory", memory(files));
    putAll(facts, "storage", storage(files));
    putAll(facts, "network", network(files));
    return facts;
  }

  private static void put(Map<String, Object> facts, String name, String text) {
    if (!text.isEmpty()) {
      facts.put(name, text);
    }
  }

  private static void put(Map<String, Object> facts, String name, long number) {
    if (number > 0) {
      facts.put(name, number);
    }
  }

  private static void putAll(Map<String, Object> facts, String name, List<?> list) {
    if (!list.isEmpty()) {
      facts.put(name, list);
    }
  }

  private static Map<String, Object> node(FactFiles files) {
    Map<String, Object> node = new LinkedHashMap<>();
    put(node, "hostname", files.text("proc/sys/kernel/hostname"));
    put(node, "machineid", files.text("etc/machine-id"));
    put(node, "hypervisor", hypervisor(files));
    String link = files.link("etc/localtime");
    int zones = link.indexOf(ZONES);
    put(
        node,
        "timezone",
        zones < 0 ? files.text("etc/timezone") : link.substring(zones + ZONES.length()));
    return node;
  }

  private static String hypervisor(FactFiles files) {
    boolean virtual = files.text("proc/cpuinfo").contains(" hypervisor");
    String vendor = files.text(DMI + "sys_vendor");
    if (!virtual) {
      return files.text("sys/hypervisor/type").equals("xen") ? "xenpv" : "";
    }
    return switch (vendor) {
      case "QEMU", "Red Hat", "Amazon EC2", "Google" -> "kvm";
      case "VMware, Inc." -> "vmware";
      case "Microsoft Corporation" -> "hyperv";
      case "Xen" -> "xenhvm";
      default -> "unknown";
    };
  }

  private static Map<String, Object> os(FactFiles files) {
    Map<String, Object> os = new LinkedHashMap<>();
    for (String line : files.lines("etc/os-release")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        String value = unquoted(line.substring(equals + 1));
        switch (line.substring(0, equals)) {
          case "PRETTY_NAME" -> put(os, "name", value);
          case "ID" -> put(os, "vendor", value);
          case "VERSION_ID" -> put(os, "version", value);
          default -> {
            // Templates of Kairos see no more of it.
          }
        }
      }
    }
    put(os, "release", files.text("etc/debian_version"));
    switch (files.text("proc/sys/kernel/arch")) {
      case "x86_64" -> put(os, "architecture", "amd64");
      case "aarch64" -> put(os, "architecture", "arm64");
      default -> {
        // The kernel's own word is beside it.
      }
    }
    return os;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && (value.startsWith("\"") || value.startsWith("'"));
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static Map<String, Object> product(FactFiles files) {
    Map<String, Object> product = dmi(files, "product", "name", "version", "serial", "sku");
    put(product, "vendor", files.text(DMI + "sys_vendor"));
    put(product, "uuid", files.text(DMI + "product_uuid").toLowerCase(Locale.ROOT));
    return product;
  }

  private static Map<String, Object> dmi(FactFiles files, String of, String... names) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (String name : names) {
      put(facts, name.replace("_", ""), files.text(DMI + of + "_" + name));
    }
    return facts;
  }

  private static Map<String, Object> cpu(FactFiles files) {
    Map<String, Object> cpu = new LinkedHashMap<>();
    Set<String> processors = new HashSet<>();
    Set<String> cores = new HashSet<>();
    String processor = "";
    long threads = 0;
    for (String line : files.lines("proc/cpuinfo")) {
      int colon = line.indexOf(':');
      String value = colon < 0 ? "" : line.substring(colon + 1).strip();
      switch (colon < 0 ? "" : line.substring(0, colon).strip()) {
        case "processor" -> threads++;
        case "physical id" -> {
          processor = value;
          processors.add(value);
        }
        case "core id" -> cores.add(processor + "/" + value);
        case "vendor_id" -> cpu.putIfAbsent("vendor", value);
        case "model name" -> cpu.putIfAbsent("model", value.replaceAll(" +", " "));
        case "cache size" -> put(cpu, "cache", leadingNumber(value));
        default -> {
          // Flags and numbers of each core.
        }
      }
    }
    put(cpu, "cpus", processors.size());
    put(cpu, "cores", cores.size());
    put(cpu, "threads", threads);
    return cpu;
  }

  /** The number before a unit, or 0. */
  private static long leadingNumber(String text) {
    int end = 0;
    while (end < text.length() && end < 18 && Character.digit(text.charAt(end), 10) >= 0) {
      end++;
    }
    return end == 0 ? 0 : Long.parseLong(text.substring(0, end));
  }

  private static Map<String, Object> memory(FactFiles files) {
    Map<String, Object> memory = new LinkedHashMap<>();
    MemoryTable table = MemoryTable.read(files.bytes("sys/firmware/dmi/tables/DMI"));
    long megabytes = table.megabytes();
    for (String line : files.lines("proc/meminfo")) {
      if (megabytes == 0 && line.startsWith("MemTotal:")) {
        megabytes = leadingNumber(line.substring(line.indexOf(':') + 1).strip()) / 1024;
      }
    }
    put(memory, "size", megabytes);
    put(memory, "speed", table.speed());
    return memory;
  }

  private static List<Map<String, Object>> storage(FactFiles files) {
    List<Map<String, Object>> devices = new ArrayList<>();
    for (String name : files.names("sys/block")) {
      String link = files.link(BLOCK + name);
      String device = BLOCK + name + "/device/";
      boolean real = !link.isEmpty() && !link.contains("/devices/virtual/");
      if (!real || link.contains("/floppy") || files.text(device + "type").equals(CD)) {
        continue;
      }
      Map<String, Object> facts = new LinkedHashMap<>();
      put(facts, "name", name);
      put(facts, "driver", lastName(files.link(device + "driver")));
      String vendor = files.text(device + "vendor");
      put(facts, "vendor", vendor.startsWith("0x") ? "" : vendor);
      put(facts, "model", files.text(device + "model"));
      put(facts, "serial", files.text(device + "serial"));
      put(facts, "size", files.number(BLOCK + name + "/size") / SECTORS);
      devices.add(facts);
    }
    return devices;
  }

  private static List<Map<String, Object>> network(FactFiles files) {
    List<Map<String, Object>> devices = new ArrayList<>();
    for (String name : files.names("sys/class/net")) {
      String link = files.link(NET + name);
      if (link.isEmpty() || link.contains("/devices/virtual/")) {
        continue;
      }
      Map<String, Object> facts = new LinkedHashMap<>();
      put(facts, "name", name);
      put(facts, "driver", lastName(files.link(NET + name + "/device/driver")));
      put(facts, "macaddress", files.text(NET + name + "/address"));
      put(facts, "speed", files.number(NET + name + "/speed"));
      devices.add(facts);
    }
    return devices;
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
