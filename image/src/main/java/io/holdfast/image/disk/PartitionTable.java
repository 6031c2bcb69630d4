package io.holdfast.image.disk;

import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the partitions of a disk begin, as sfdisk(8) reads its table.
 *
 * @param starts offset in bytes by label
 */
record PartitionTable(Map<String, Long> starts) {
  private static final int MAX_JSON = 1 << 20;
  private static final int MAX_PARTITIONS = 128;
  private static final int BUFFER = 1 << 20;

  static PartitionTable read(TargetDisk target, ToolsTree tools)
      throws IOException, InterruptedException {
    String output =
        tools
            .command(
                List.of(target.path()),
                List.of(),
                List.of("sfdisk", "--json", target.path().toString()),
                target.device() ? ToolsTree.Devices.HOST : ToolsTree.Devices.FEW,
                ToolsTree.Network.NONE)
            .check();
    try {
      JsonObject table =
          Json.parseObject(output.getBytes(StandardCharsets.UTF_8), MAX_JSON)
              .object("partitiontable");
      long sector = table.number("sectorsize", 512, 4096);
      Map<String, Long> starts = new HashMap<>();
      for (JsonObject partition : table.objects("partitions", MAX_PARTITIONS)) {
        long start = partition.number("start", 0, Long.MAX_VALUE / sector);
        starts.put(partition.string("name"), start * sector);
      }
      return new PartitionTable(starts);
    } catch (JsonException e) {
      throw new IOException(
          "The partition table of " + target.path() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Of so many bytes from a partition's beginning. */
  Digest digest(Path disk, String label, long size) throws IOException {
    Long start = starts.get(label);
    if (start == null) {
      throw new IOException(disk + " has no partition labelled " + label + ".");
    }
    MessageDigest hash = Digest.newHash();
    try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      for (long done = 0; done < size; ) {
        buffer.clear().limit((int) Math.min(BUFFER, size - done));
        int n = channel.read(buffer, start + done);
        if (n < 0) {
          throw new IOException(disk + " ends inside partition " + label + ".");
        }
        hash.update(buffer.flip());
        done += n;
      }
    }
    return Digest.of(hash.digest(), 0);
  }
}
