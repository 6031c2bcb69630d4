package io.holdfast.lab.machine.process;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A private folder for one machine's sockets, with a path short enough for them: sun_path in
 * unix(7) has 108 bytes. It is deleted when closed; one whose owner was killed is deleted when the
 * next one is made.
 *
 * @param folder absolute
 */
public record SocketFolder(Path folder) implements AutoCloseable {
  /** What is left for a name in it. */
  private static final int LONGEST = 108 - 1 - 32;

  private static final String PREFIX = "holdfast-";
  private static final String OWNER = "owner.json";

  /** An owner's file has three short fields. */
  private static final int OWNER_BYTES = 1000;

  /** Folders looked at in search of leftovers; more than anybody runs machines. */
  private static final int SWEEP_LIMIT = 200;

  /** Makes one, owned by this process, and deletes those whose owners are gone. */
  public static SocketFolder create() throws IOException {
    Path base = base(System.getenv("XDG_RUNTIME_DIR"));
    sweep(base);
    Path folder =
        Files.createTempDirectory(
            base,
            PREFIX,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(folder.resolve(OWNER), Json.write(ProcessIdentity.own().fields()));
    return new SocketFolder(folder);
  }

  /** A place in it. */
  public Path resolve(String name) {
    return folder.resolve(name);
  }

  /** Deletes it and the files in it. */
  @Override
  public void close() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  /** The user's own runtime folder where there is one, else /tmp; never a long path. */
  static Path base(@Nullable String runtimeFolder) {
    if (runtimeFolder != null
        && runtimeFolder.startsWith("/")
        && runtimeFolder.length() + PREFIX.length() + 20 <= LONGEST
        && Files.isWritable(Path.of(runtimeFolder))) {
      return Path.of(runtimeFolder);
    }
    return Path.of("/tmp");
  }

  static void sweep(Path base) throws IOException {
    int seen = 0;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(base, PREFIX + "*")) {
      for (Path folder : folders) {
        if (seen++ >= SWEEP_LIMIT) {
          return;
        }
        if (isAbandoned(folder)) {
          new SocketFolder(folder).close();
        }
      }
    }
  }

  /** Only a folder of this user's that names an owner who is gone; all else may be somebody's. */
  private static boolean isAbandoned(Path folder) {
    try {
      Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          || !self.equals(Files.getAttribute(folder, "unix:uid"))) {
        return false;
      }
      byte[] owner = Files.readAllBytes(folder.resolve(OWNER));
      return !ProcessIdentity.read(Json.parseObject(owner, OWNER_BYTES)).isAlive();
    } catch (IOException | JsonException e) {
      return false;
    }
  }
}
