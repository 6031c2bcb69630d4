package io.holdfast.image.inspect;

import io.holdfast.host.Progress;
import io.holdfast.image.inspect.Inspection.Kind;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.trust.TrustedKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a thing, whatever it is. Safe for several threads.
 *
 * @param tools read what this Java cannot; only got where they are needed
 * @param work where copies of partitions may lie for a while
 * @param trusted whose signature a release or a node's statement must have; null to name the signer
 *     and no more
 * @param certificate whose signature an EFI program must have; null to name the signer and no more
 * @param progress hears what takes long
 */
public record Inspector(
    Tools tools,
    Path work,
    @Nullable TrustedKeys trusted,
    @Nullable X509Certificate certificate,
    Progress progress) {
  /** Where the tools are had from. */
  @FunctionalInterface
  public interface Tools {
    /**
     * The tools tree; the first time it may take minutes.
     *
     * @throws IOException if it cannot be had
     */
    ToolsTree get() throws IOException, InterruptedException;
  }

  /** Of an EFI program (PE), "MZ". */
  private static final byte[] PE = {'M', 'Z'};

  /** In the second sector of a disk with a GUID partition table (UEFI 2.10, section 5.3.2). */
  private static final byte[] GPT = "EFI PART".getBytes(StandardCharsets.US_ASCII);

  /** The magic number of EROFS, little endian, in its superblock (Linux, erofs_fs.h). */
  private static final byte[] EROFS = {(byte) 0xE2, (byte) 0xE1, (byte) 0xF5, (byte) 0xE0};

  private static final int[] SECTORS = {512, 4096};
  private static final int EROFS_SUPERBLOCK = 1024;
  private static final int HEAD = 1024;

  /**
   * Looks at it.
   *
   * @throws UnknownThingException if it is nothing that can be looked at
   * @throws IOException if it cannot be read at all
   */
  public Inspection inspect(Path thing)
      throws IOException, InterruptedException, UnknownThingException {
    Path path = thing.toAbsolutePath().normalize();
    Kind kind = kindOf(path);
    return switch (kind) {
      case REPOSITORY -> new RepositoryInspection(trusted, progress).of(path);
      case RELEASE -> new RepositoryInspection(trusted, progress).ofManifest(path);
      case INVENTORY -> InventoryInspection.of(path);
      case STATEMENT -> new StatementInspection(trusted).of(path);
      case METADATA -> new MetadataInspection(Instant.now()).of(path);
      case EFI_PROGRAM -> new EfiProgramInspection(tools.get(), certificate).of(path);
      case DISK -> new DiskInspection(tools.get(), work, certificate, progress).of(path);
      case IMAGE -> new ImageInspection(tools.get(), progress).of(path);
    };
  }

  /** By what it begins with; names count for nothing. */
  static Kind kindOf(Path path) throws IOException, UnknownThingException {
    if (Files.isDirectory(path)) {
      if (Files.isRegularFile(path.resolve("repository.json"))) {
        return Kind.REPOSITORY;
      }
      throw new UnknownThingException(
          path + " is a folder, but no repository: it has no file repository.json.");
    }
    if (!Files.exists(path)) {
      throw new UnknownThingException("There is nothing at " + path + ".");
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      for (int sector : SECTORS) {
        if (has(channel, sector, GPT)) {
          return Kind.DISK;
        }
      }
      if (has(channel, 0, PE)) {
        return Kind.EFI_PROGRAM;
      }
      if (has(channel, EROFS_SUPERBLOCK, EROFS)) {
        return Kind.IMAGE;
      }
      if (has(channel, 0, new byte[] {'{'})) {
        return kindOf(begins(channel));
      }
    }
    throw new UnknownThingException(
        path
            + " is neither a repository or its metadata, a release's manifest, an inventory, a node's"
            + " statement, an EFI program, a disk nor a root image.");
  }

  /** By what it begins with, if it is JSON. */
  private static Kind kindOf(String begins) {
    if (begins.contains("\"bomFormat\"")) {
      return Kind.INVENTORY;
    }
    if (begins.contains("\"payloadType\"")) {
      return Kind.STATEMENT;
    }
    return begins.contains("\"signatures\"") || begins.contains("\"signed\"")
        ? Kind.METADATA
        : Kind.RELEASE;
  }

  /** Enough of a text to tell which it is. */
  private static String begins(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(HEAD);
    while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
      // Until it is full or the file ends.
    }
    return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
  }

  private static boolean has(FileChannel channel, long place, byte[] magic) throws IOException {
    byte[] found = new byte[magic.length];
    ByteBuffer buffer = ByteBuffer.wrap(found);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, place + buffer.position()) < 0) {
        return false;
      }
    }
    return Arrays.equals(found, magic);
  }
}
