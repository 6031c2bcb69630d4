package io.holdfast.release.tuf.client;

import io.holdfast.host.DurableFile;
import io.holdfast.release.tuf.FileNames;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.Timestamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a client keeps the metadata that it believed, each role's in a file of its name, byte for
 * byte as it came (specification, section 5.3.8 and others). Each is written durably. What is in it
 * is verified again whenever it is read. Not for two writers at once.
 *
 * @param folder which must be there
 */
public record MetadataFolder(Path folder) {

  /**
   * Begins anew with a root that somebody vouches for.
   *
   * @throws IOException if it cannot be written
   */
  public void begin(byte[] root) throws IOException {
    Files.createDirectories(folder);
    forgetOnline();
    write(Root.ROLE, root);
  }

  /** What is kept of a role; null if nothing, or more than may be. It is not verified. */
  public byte @Nullable [] read(String role, int mostBytes) throws IOException {
    Path file = file(role);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = stream.readNBytes(mostBytes + 1);
      return bytes.length > mostBytes ? null : bytes;
    }
  }

  void write(String role, byte[] bytes) throws IOException {
    DurableFile.replace(file(role), bytes);
  }

  /** Section 5.3.11. The snapshot first: one that nothing names is harmless. */
  void forgetOnline() throws IOException {
    DurableFile.delete(file(Snapshot.ROLE));
    DurableFile.delete(file(Timestamp.ROLE));
  }

  private Path file(String role) {
    return folder.resolve(FileNames.metadata(role));
  }
}
