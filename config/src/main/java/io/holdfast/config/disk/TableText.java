package io.holdfast.config.disk;

import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What sfdisk(8) and wipefs(8) print and read. Their JSON is read as YAML, of which it is a part.
 */
public final class TableText {
  /** RFC 4122, appendix C: names that are addresses. Kairos takes it for disks, too. */
  private static final UUID ADDRESSES = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

  private static final long MAX = Long.MAX_VALUE >> 1;

  private TableText() {}

  /**
   * What a device holds.
   *
   * @param kind of a partition table; empty for none
   * @param content any other; empty for none
   * @param label of what is on it; may be empty
   */
  public record Signature(String kind, String content, String label) {
    /** Nothing is there. */
    public static final Signature NONE = new Signature("", "", "");
  }

  /**
   * Reads what {@code sfdisk --json} prints.
   *
   * @return partitions whose contents are not known yet
   * @throws IOException if it cannot be understood
   */
  public static List<DiskPartition> partitions(String json) throws IOException {
    try {
      return YamlDocument.read(
          "sfdisk",
          json,
          top -> {
            YamlMapping table = top.mapping("partitiontable");
            String device = table.text("device");
            return table
                .optionalSequence("partitions")
                .map(list -> list.read(partition -> partition(device, partition)))
                .orElse(List.of());
          });
    } catch (ConfigException | NumberFormatException e) {
      throw new IOException("sfdisk says what is not understood: " + e.getMessage(), e);
    }
  }

  private static DiskPartition partition(String device, YamlMapping partition) {
    String node = partition.text("node");
    // After the disk's name come the number, or a p and the number.
    String number = node.substring(Math.min(node.length(), device.length())).replaceFirst("p", "");
    return new DiskPartition(
        Integer.parseInt(number),
        partition.number("start", 0, MAX),
        partition.number("size", 0, MAX),
        partition.text("name", ""),
        "",
        "");
  }

  /**
   * Reads what {@code wipefs --json} prints.
   *
   * @throws IOException if it cannot be understood
   */
  public static Signature signature(String json) throws IOException {
    if (json.isBlank()) {
      return Signature.NONE;
    }
    String kind = "";
    String content = "";
    String label = "";
    try {
      List<YamlNode> found =
          YamlDocument.read("wipefs", json, top -> top.sequence("signatures").items());
      for (YamlNode node : found) {
        if (!(node instanceof YamlMapping signature)) {
          continue;
        }
        String type = signature.text("type", "");
        switch (type) {
          case "PMBR" -> kind = kind.isEmpty() ? type : kind;
          case "gpt", "dos" -> kind = type;
          default -> content = type;
        }
        Optional<String> named = signature.optionalText("label");
        label = named.filter(text -> !text.isEmpty()).orElse(label);
      }
    } catch (ConfigException e) {
      throw new IOException("wipefs says what is not understood: " + e.getMessage(), e);
    }
    return new Signature(kind, content, label);
  }

  /** The script by which sfdisk makes the new table, if there is to be one, and new partitions. */
  public static String script(LayoutPlan plan, String diskName) {
    StringBuilder script = new StringBuilder();
    if (plan.initialize()) {
      script.append("label: gpt\n");
      if (!diskName.isEmpty()) {
        script.append("label-id: ").append(named(diskName)).append('\n');
      }
    }
    for (LayoutPlan.NewPartition partition : plan.added()) {
      boolean whole = partition.kind() == FileSystemKind.NONE;
      script
          .append("start=")
          .append(partition.start())
          .append(", size=")
          .append(partition.sectors())
          .append(", type=")
          .append(partition.kind().partitionType(partition.bootable()));
      String label = whole ? partition.label() : LayoutPlan.UNFINISHED;
      script.append(", name=\"").append(label).append('"');
      if (partition.bootable() && !partition.kind().isFat()) {
        script.append(", attrs=\"LegacyBIOSBootable\"");
      }
      script.append('\n');
    }
    return script.toString();
  }

  /** An identifier that follows from a name (RFC 4122, 4.3, version 5), as Kairos makes it. */
  static UUID named(String name) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(bytes(ADDRESSES));
      byte[] hash = sha1.digest(name.getBytes(StandardCharsets.UTF_8));
      hash[6] = (byte) ((hash[6] & 0x0f) | 0x50);
      hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
      ByteBuffer buffer = ByteBuffer.wrap(hash);
      return new UUID(buffer.getLong(), buffer.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  private static byte[] bytes(UUID uuid) {
    return ByteBuffer.allocate(16)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }
}
