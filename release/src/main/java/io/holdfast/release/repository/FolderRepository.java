package io.holdfast.release.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A repository in a folder. The folder itself may be reached through symbolic links, for the
 * operator named it; nothing in it may be one, for that could lead to any file of this machine.
 */
final class FolderRepository extends PlainRepository {
  private final Path folder;

  FolderRepository(Path folder) {
    this.folder = folder;
  }

  @Override
  public String describe() {
    return folder.toString();
  }

  @Override
  byte @Nullable [] readAtMost(String path, int maxBytes) throws RepositoryException {
    Path file = locate(path);
    if (file == null) {
      return null;
    }
    try (InputStream stream =
        Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return stream.readNBytes(maxBytes + 1);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  @Override
  @Nullable InputStream openFrom(String path, long offset, long size) throws RepositoryException {
    Path file = locate(path);
    if (file == null) {
      return null;
    }
    try {
      SeekableByteChannel channel =
          Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
      try {
        if (channel.size() != size) {
          throw damaged(
              path, "has " + channel.size() + " bytes, not the " + size + " of its manifest");
        }
        return Channels.newInputStream(channel.position(offset));
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (RepositoryException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * A regular file that is really below the folder.
   *
   * @return null if there is nothing of that name
   */
  private @Nullable Path locate(String path) throws RepositoryException {
    if (!Files.isDirectory(folder)) {
      throw new RepositoryException(
          "There is no folder " + folder + ". Check the name, and that its disk is mounted.");
    }
    try {
      Path file = folder.toRealPath().resolve(path);
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return null;
      }
      if (Files.isSymbolicLink(file) || !file.toRealPath().equals(file)) {
        throw damaged(path, "is a symbolic link or lies behind one, which is not followed");
      }
      // Anything else, such as a named pipe, could keep its reader waiting for ever.
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw damaged(path, "is no regular file");
      }
      return file;
    } catch (RepositoryException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private RepositoryException unreadable(String path, IOException cause) {
    return new RepositoryException(
        "Cannot read "
            + path
            + " in the repository "
            + folder
            + ": "
            + cause
            + ". Check its permissions and its disk.",
        cause);
  }
}
