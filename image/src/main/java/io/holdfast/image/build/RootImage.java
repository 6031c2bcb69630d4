package io.holdfast.image.build;

import io.holdfast.image.tools.Debootstrap;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * A root file system as EROFS, and its hash tree as dm-verity reads it (Linux, Documentation/
 * admin-guide/device-mapper/verity.rst; on-disk format version 1).
 *
 * @param root the EROFS image
 * @param verity its hash tree, in a file of its own
 * @param rootHash 64 hexadecimal digits
 */
public record RootImage(Path root, Path verity, String rootHash) {
  /** The best of LZ4: an image hardly larger than the slower levels give, and quick to read. */
  private static final String COMPRESSION = "lz4hc,level=9";

  private static final String ROOT = "root.erofs";
  private static final String VERITY = "root.verity";
  private static final String HASH = "root.hash";

  private static final Duration LIMIT = Duration.ofMinutes(30);

  /**
   * Makes both from a tar.
   *
   * @param seed decides the file system's UUID and the tree's salt, so that equal inputs give equal
   *     bytes and different ones different hashes
   */
  public static RootImage make(Path tar, Digest seed, ToolsTree tools, Path folder)
      throws IOException, InterruptedException {
    Path root = folder.resolve(ROOT);
    Path verity = folder.resolve(VERITY);
    Path hash = folder.resolve(HASH);
    tools
        .command(
            List.of(tar),
            List.of(folder),
            List.of(
                "mkfs.erofs",
                "--quiet",
                "--tar=f",
                "-z" + COMPRESSION,
                "-T" + Debootstrap.SOURCE_DATE_EPOCH,
                "-U",
                uuid(seed, "root"),
                root.toString(),
                tar.toString()))
        .within(LIMIT)
        .check();
    tools
        .command(
            List.of(),
            List.of(folder),
            List.of(
                "veritysetup",
                "format",
                "--salt=" + seed.hex(),
                "--uuid=" + uuid(seed, "verity"),
                "--root-hash-file=" + hash,
                root.toString(),
                verity.toString()))
        .within(LIMIT)
        .check();
    return in(folder);
  }

  /** Those that were made in a folder. */
  public static RootImage in(Path folder) throws IOException {
    return new RootImage(
        folder.resolve(ROOT),
        folder.resolve(VERITY),
        Files.readString(folder.resolve(HASH)).strip());
  }

  private static String uuid(Digest seed, String use) {
    byte[] name = (seed.hex() + use).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString();
  }
}
