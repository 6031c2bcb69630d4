package io.holdfast.image.extension;

import io.holdfast.image.build.Additions;
import io.holdfast.image.build.ImageTar;
import io.holdfast.image.build.RootImage;
import io.holdfast.image.keys.SecureBootKey;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An extension as a disk image with three partitions: a root (EROFS), its verity tree, and a
 * signature over that one's root hash (Discoverable Partitions Specification). The same folder and
 * key give the same bytes. Stateless.
 */
final class ExtensionImage {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final int BLOCK = 4096;

  private ExtensionImage() {}

  /**
   * Makes it.
   *
   * @param work an empty folder that this may fill
   * @return the image
   */
  static Path make(ExtensionFolder source, SecureBootKey key, ToolsTree tools, Path work)
      throws IOException, InterruptedException {
    Path tar = work.resolve("extension.tar");
    Additions files = new Additions(Files.createDirectory(work.resolve("nothing")));
    for (String top : source.tops()) {
      files.tree(top, source.folder().resolve(top));
    }
    files.file(source.releasePath(), source.release().getBytes(StandardCharsets.UTF_8), 0644);
    ImageTar.write(files, tar);
    RootImage root = RootImage.make(tar, digest(tar), tools, work);
    Path signature = work.resolve("root.signature");
    Files.write(signature, VeritySignature.partition(root.rootHash(), key));
    return join(root, signature, tools, work);
  }

  private static Digest digest(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return Digest.of(bytes);
    }
  }

  private static Path join(RootImage root, Path signature, ToolsTree tools, Path work)
      throws IOException, InterruptedException {
    String hash = root.rootHash();
    Path definitions = Files.createDirectory(work.resolve("repart.d"));
    define(definitions, "10-root", "root", root.root(), uuid(hash.substring(0, 32)));
    define(definitions, "20-verity", "root-verity", root.verity(), uuid(hash.substring(32)));
    define(
        definitions,
        "30-signature",
        "root-verity-sig",
        signature,
        UUID.nameUUIDFromBytes(hash.getBytes(StandardCharsets.US_ASCII)));
    Path image = work.resolve("extension.raw");
    List<String> words =
        new ArrayList<>(
            List.of(
                "env",
                "TMPDIR=" + work,
                "systemd-repart",
                "--offline=yes",
                "--empty=create",
                "--size=auto",
                "--seed=" + uuid(hash.substring(0, 32)),
                "--definitions=" + definitions,
                "--dry-run=no",
                "--pretty=no",
                image.toString()));
    tools.command(List.of(), List.of(work), words).within(LIMIT).check();
    return image;
  }

  private static void define(Path folder, String name, String type, Path blocks, UUID uuid)
      throws IOException {
    long size = (Files.size(blocks) + BLOCK - 1) / BLOCK * BLOCK;
    Files.writeString(
        folder.resolve(name + ".conf"),
        """
        [Partition]
        Type=%s
        UUID=%s
        SizeMinBytes=%d
        SizeMaxBytes=%d
        CopyBlocks=%s
        """
            .formatted(type, uuid, size, size, blocks.toString().replace("%", "%%")));
  }

  /** Of 32 hexadecimal digits. */
  private static UUID uuid(String hex) {
    return new UUID(
        Long.parseUnsignedLong(hex.substring(0, 16), 16),
        Long.parseUnsignedLong(hex.substring(16), 16));
  }
}
