package io.holdfast.image.medium;

import io.holdfast.host.DurableFile;
import io.holdfast.image.disk.ByteSize;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file that a medium is written to: under another name first, flushed, and renamed when it is
 * whole. Closing it before that leaves nothing. Not thread-safe.
 */
final class MediumFile implements AutoCloseable {
  private final Path target;
  private final Path unfinished;

  private MediumFile(Path target, Path unfinished) {
    this.target = target;
    this.unfinished = unfinished;
  }

  /**
   * Looks whether it may be made there; writes nothing.
   *
   * @return its place without links
   * @throws MediumRefusedException if something is there that must not be lost
   * @throws IOException if it cannot be made there
   */
  static Path demandFree(Path target, boolean mayReplace)
      throws MediumRefusedException, IOException {
    Path folder = target.toAbsolutePath().normalize().getParent();
    Path name = target.getFileName();
    if (folder == null || name == null || !Files.isDirectory(folder)) {
      throw new IOException(
          target + " cannot be made: its folder is not there. Make the folder, or name another.");
    }
    Path place = folder.toRealPath().resolve(name);
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(target + " is there and is no file. Name another place.");
      }
      if (!mayReplace) {
        throw new MediumRefusedException(
            target + " is there already. If it may be lost, say so with --erase.");
      }
    }
    if (!Files.isWritable(folder)) {
      throw new IOException(
          "This user may not write into " + folder + ". Nothing was made. Name another place.");
    }
    return place;
  }

  /**
   * Begins it, empty; nobody else may read it, for a configuration may hold secrets.
   *
   * @param needed how large it will be at least
   */
  static MediumFile begin(Path place, ByteSize needed) throws IOException {
    Path folder = place.resolveSibling("");
    ByteSize free = new ByteSize(Files.getFileStore(folder).getUsableSpace());
    if (free.compareTo(needed) < 0) {
      throw new IOException(
          "There is room for "
              + free
              + " in "
              + folder
              + ", and the medium takes "
              + needed
              + ". Nothing was made. Make room, or name another place.");
    }
    Path unfinished = place.resolveSibling("." + place.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new MediumFile(place, unfinished);
  }

  /** Where it is written. */
  Path unfinished() {
    return unfinished;
  }

  /** Lets it have its name. */
  void finish(boolean mayReplace) throws IOException {
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    if (!mayReplace && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, target + " has just been made by somebody else.");
    }
    DurableFile.moveInto(unfinished, target);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(unfinished);
  }
}
