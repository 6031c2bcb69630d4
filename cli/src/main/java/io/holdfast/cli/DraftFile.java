package io.holdfast.cli;

import io.holdfast.host.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file that a draft is written to: durable, at once as a whole, and from its first byte for its
 * owner alone where it holds a secret. Stateless.
 */
final class DraftFile {
  static final String SECRET = "rw-------";
  static final String PLAIN = "rw-r--r--";

  private DraftFile() {}

  /**
   * Looks whether it may be written.
   *
   * @throws FileAlreadyExistsException if a file would be lost
   * @throws IOException if it cannot be made there
   */
  static void demandFree(Path file, boolean mayReplace) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(
          file + " cannot be made: its folder is not there. Make the folder, or name another.");
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(file + " is there and is no file. Name another place.");
      }
      if (!mayReplace) {
        throw new FileAlreadyExistsException(
            file.toString(), null, file + " is there already. If it may be lost, say --force.");
      }
    }
  }

  /** Writes it, or changes nothing. */
  static void write(Path file, String text, String permissions, boolean mayReplace)
      throws IOException {
    Path place = file.toAbsolutePath().normalize();
    // Made anew, under a name that nobody knows before, and readable by nobody else.
    Path beside = Files.createTempFile(place.resolveSibling(""), ".draft-", ".new");
    try {
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString(permissions));
        channel.force(true);
      }
      // Somebody may have made it while the questions were answered.
      demandFree(file, mayReplace);
      DurableFile.moveInto(beside, place);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
