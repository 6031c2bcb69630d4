package io.holdfast.release.tuf.client;

import io.holdfast.host.DurableFile;
import io.holdfast.release.tuf.FileNames;
import io.holdfast.release.tuf.Hashes;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.TargetFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Where downloaded targets go, each into a file that is named for its path. A file is there only
 * once its length and hashes were verified, while it was streamed (specification, section 5.7). Not
 * for two writers at once.
 *
 * @param folder made if it is not there
 */
public record TargetFolder(Path folder) {
  /** No target's: an encoded name has two digits behind each such sign. */
  private static final String INCOMING = "%incoming";

  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Downloads a target, unless it is there already.
   *
   * @param repository the targets' address
   * @param prefixed whether hashes stand before names, as the root says
   * @return the file
   * @throws MetadataRefusedException if its bytes are not those of the metadata, or its hashes are
   *     all of kinds that are not known here; nothing of it stays
   * @throws IOException if it cannot be fetched or written
   */
  public Path fetch(TargetFile target, Fetcher repository, boolean prefixed)
      throws IOException, MetadataRefusedException {
    if (target.hashes().known().isEmpty()) {
      throw new MetadataRefusedException(
          Reason.MISMATCH,
          "Target "
              + target.path()
              + " has no hash of a kind that is known here, so nothing could tell whether it is"
              + " the right one. Publish it with its SHA-256.");
    }
    Path file = folder.resolve(FileNames.encode(target.path()));
    if (isThere(file, target)) {
      return file;
    }
    Files.createDirectories(folder);
    Path beside = folder.resolve(INCOMING);
    try {
      String path = FileNames.target(target, prefixed);
      try (InputStream bytes = repository.open(path, target.length())) {
        if (bytes == null) {
          throw new MetadataRefusedException(
              Reason.MISSING,
              repository.describe() + " has no file " + path + ". Use another mirror.");
        }
        receive(bytes, target, beside);
      }
      DurableFile.moveInto(beside, file);
      return file;
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static boolean isThere(Path file, TargetFile target) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || Files.size(file) != target.length()) {
      return false;
    }
    Map<Hashes.Algorithm, MessageDigest> hashes = begin(target);
    try (InputStream bytes = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
        update(hashes, buffer, n);
      }
    }
    return matches(hashes, target);
  }

  private static void receive(InputStream bytes, TargetFile target, Path file)
      throws IOException, MetadataRefusedException {
    Map<Hashes.Algorithm, MessageDigest> hashes = begin(target);
    byte[] buffer = new byte[BUFFER_BYTES];
    long size = 0;
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) {
      for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
        size += n;
        if (size > target.length()) {
          throw mismatch(target, "it has more than " + target.length() + " bytes");
        }
        update(hashes, buffer, n);
        for (ByteBuffer left = ByteBuffer.wrap(buffer, 0, n); left.hasRemaining(); ) {
          channel.write(left);
        }
      }
      if (size < target.length()) {
        throw mismatch(target, "it has " + size + " of " + target.length() + " bytes");
      }
      if (!matches(hashes, target)) {
        throw mismatch(target, "its hash is another");
      }
      channel.force(true);
    }
  }

  private static Map<Hashes.Algorithm, MessageDigest> begin(TargetFile target) {
    Map<Hashes.Algorithm, MessageDigest> hashes = new EnumMap<>(Hashes.Algorithm.class);
    target.hashes().known().keySet().forEach(each -> hashes.put(each, each.begin()));
    return hashes;
  }

  private static void update(
      Map<Hashes.Algorithm, MessageDigest> hashes, byte[] buffer, int length) {
    hashes.values().forEach(each -> each.update(buffer, 0, length));
  }

  private static boolean matches(Map<Hashes.Algorithm, MessageDigest> hashes, TargetFile target) {
    return hashes.entrySet().stream()
        .allMatch(
            each ->
                HexFormat.of()
                    .formatHex(each.getValue().digest())
                    .equals(target.hashes().known().get(each.getKey())));
  }

  private static MetadataRefusedException mismatch(TargetFile target, String what) {
    return new MetadataRefusedException(
        Reason.MISMATCH,
        "Target "
            + target.path()
            + " is not the file that its metadata names: "
            + what
            + ". It was thrown away; use another mirror.");
  }
}
