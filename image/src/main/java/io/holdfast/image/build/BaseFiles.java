package io.holdfast.image.build;

import io.holdfast.host.Progress;
import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.cache.Fingerprint;
import io.holdfast.inventory.collect.RootReader;
import io.holdfast.release.Digest;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The digests of a base's files, taken once for all releases that are built over it: most builds
 * change what lies over the base, and hashing the base again took a third of such a build. A step
 * of its own, and no part of the base's: one that is in the cache already is not made again for it.
 *
 * @param digests of regular files, by clean path; of several with one path, the last
 */
record BaseFiles(Map<String, Digest> digests) {
  /** Nothing is known, so everything is hashed. */
  static final BaseFiles NONE = new BaseFiles(Map.of());

  private static final int VERSION = 1;

  /** For each file its digest in hexadecimal, a space, its path, and a zero, which no path has. */
  private static final String FILE = "digests";

  private static final char END = '\0';

  static BaseFiles prepare(BaseTree base, BuildCache cache, Progress progress)
      throws IOException, InterruptedException {
    Digest key = new Fingerprint("base-files", VERSION).add("base", base.key()).digest();
    Path folder =
        cache.step(
            "base-files",
            key,
            result -> {
              progress.step("take the digests of the base's files");
              write(of(base.tar()), result.resolve(FILE));
            });
    return read(folder.resolve(FILE));
  }

  /** Reads all of a tar. */
  static BaseFiles of(Path tar) throws IOException {
    Map<String, Digest> digests = new HashMap<>();
    try (TarArchiveInputStream input =
        new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(tar), 1 << 18))) {
      for (TarArchiveEntry entry = input.getNextEntry();
          entry != null;
          entry = input.getNextEntry()) {
        if (RootReader.isPlain(entry)) {
          digests.put(ImageTar.cleanPath(entry.getName()), Digest.of(input));
        }
      }
    }
    return new BaseFiles(digests);
  }

  static void write(BaseFiles files, Path file) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (Map.Entry<String, Digest> each : new TreeMap<>(files.digests).entrySet()) {
        writer.append(each.getValue().hex()).append(' ').append(each.getKey()).append(END);
      }
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is something else
   */
  static BaseFiles read(Path file) throws IOException {
    Map<String, Digest> digests = new HashMap<>();
    try (InputStream stream = Files.newInputStream(file)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      int from = 0;
      for (int end = text.indexOf(END); end >= 0; end = text.indexOf(END, from)) {
        int space = text.indexOf(' ', from);
        digests.put(text.substring(space + 1, end), new Digest(text.substring(from, space)));
        from = end + 1;
      }
      if (from < text.length()) {
        throw new IOException(file + " is cut short. Delete its folder; the next build makes it.");
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException(file + " is damaged. Delete its folder; the next build makes it.", e);
    }
    return new BaseFiles(digests);
  }
}
