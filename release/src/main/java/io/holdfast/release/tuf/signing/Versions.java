package io.holdfast.release.tuf.signing;

import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.tuf.FileNames;
import io.holdfast.release.tuf.Timestamp;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which version comes next.
 *
 * @param folder the repository's
 */
record Versions(Path folder) {
  /** No repository comes here by itself: a thief wrote it, so that nothing could follow. */
  static final long SANE = 1L << 40;

  private static final Pattern NUMBER = Pattern.compile("([1-9][0-9]{0,12})[.].*");

  /**
   * The one behind the current; where a thief has raised that without end, the one behind the
   * highest that lies there and is none of his. Clients take a lower one only with a root that
   * drops a key of the snapshot or the timestamp (specification, section 5.3.11).
   */
  long after(String role, long current) throws IOException {
    if (current < SANE) {
      return current + 1;
    }
    long highest = 0;
    if (!role.equals(Timestamp.ROLE)) {
      String ending = "." + FileNames.metadata(role);
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(folder.resolve(SignedStatements.METADATA))) {
        for (Path file : files) {
          String name = String.valueOf(file.getFileName());
          Matcher number = NUMBER.matcher(name);
          if (number.matches() && name.equals(number.group(1) + ending)) {
            long found = Long.parseLong(number.group(1));
            highest = found < SANE ? Math.max(highest, found) : highest;
          }
        }
      }
    }
    return highest + 1;
  }
}
