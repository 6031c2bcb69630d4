package io.holdfast.image.disk;

import io.holdfast.host.Command;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
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

/** Compares what a disk holds with what should be on it. Changes nothing. */
record ReadBack(ToolsTree tools) {
  private static final int MAX_TABLE_BYTES = 256 << 10;

  /** GPT has room for so many by default. */
  private static final int MAX_PARTITIONS = 128;

  private static final int BUFFER = 1 << 20;

  /** Where a partition lies, in bytes. */
  private record Place(long start, long size) {}

  /**
   * Compares the partition table with the plan, and the images with the manifest.
   *
   * @throws IOException if anything differs, or the disk cannot be read
   */
  void verify(DiskTarget target, DiskPlan plan, Manifest manifest)
      throws IOException, InterruptedException {
    forgetCached(target);
    Map<String, Place> places = readTable(target, plan);
    for (PlannedPartition partition : plan.partitions()) {
      Place place = places.get(partition.label());
      if (place == null || place.size() != partition.size().bytes()) {
        throw new IOException(
            "partition " + partition.label() + " is not in the partition table as it was planned");
      }
      switch (partition.content()) {
        case ROOT -> compare(target.path(), place, partition, manifest.part(Part.Kind.ROOT));
        case VERITY -> compare(target.path(), place, partition, manifest.part(Part.Kind.VERITY));
        case LOADER, CONFIGURATION, PERSISTENT, NOTHING -> {}
      }
    }
  }

  private static void compare(Path path, Place place, PlannedPartition partition, Part part)
      throws IOException {
    Digest found = digest(path, place.start(), part.size());
    if (!found.equals(part.digest())) {
      throw new IOException(
          "what was written to "
              + partition.label()
              + " reads back as "
              + found
              + " and not as "
              + part.digest()
              + ": the disk does not keep what it is given");
    }
  }

  private static Digest digest(Path path, long start, long length) throws IOException {
    MessageDigest hash = Digest.newHash();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      for (long done = 0; done < length; done += buffer.limit()) {
        buffer.clear().limit((int) Math.min(BUFFER, length - done));
        while (buffer.hasRemaining()) {
          if (channel.read(buffer, start + done + buffer.position()) < 0) {
            throw new IOException("it ends before what was written to it does");
          }
        }
        hash.update(buffer.flip());
      }
    }
    return Digest.of(hash.digest(), 0);
  }

  private Map<String, Place> readTable(DiskTarget target, DiskPlan plan)
      throws IOException, InterruptedException {
    String json = run(target, List.of("sfdisk", "--json", target.path().toString()));
    try {
      JsonObject table =
          Json.parseObject(json.getBytes(StandardCharsets.UTF_8), MAX_TABLE_BYTES)
              .object("partitiontable");
      long sector = table.number("sectorsize", 1, ByteSize.MIB);
      long last = plan.disk().bytes() / sector;
      Map<String, Place> places = new HashMap<>();
      for (JsonObject partition : table.objects("partitions", MAX_PARTITIONS)) {
        String name = partition.has("name") ? partition.string("name") : "";
        places.put(
            name,
            new Place(
                partition.number("start", 0, last) * sector,
                partition.number("size", 0, last) * sector));
      }
      return places;
    } catch (JsonException e) {
      throw new IOException("its partition table cannot be read back: " + e.getMessage(), e);
    }
  }

  /** Reading shall ask the disk, and not what the kernel remembers (ioctl BLKFLSBUF). */
  private void forgetCached(DiskTarget target) throws IOException, InterruptedException {
    if (target instanceof DiskTarget.Disk) {
      run(target, List.of("blockdev", "--flushbufs", target.path().toString()));
    }
  }

  private String run(DiskTarget target, List<String> words)
      throws IOException, InterruptedException {
    Command command =
        target instanceof DiskTarget.Disk
            ? tools.command(
                List.of(), List.of(), words, ToolsTree.Devices.HOST, ToolsTree.Network.NONE)
            : tools.command(List.of(target.path()), List.of(), words);
    return command.check();
  }
}
