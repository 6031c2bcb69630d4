package io.holdfast.inventory.advisory.store;

import io.holdfast.host.DurableFile;
import io.holdfast.inventory.advisory.Advisory;
import io.holdfast.inventory.advisory.format.AdvisoryException;
import io.holdfast.inventory.advisory.format.AdvisoryReader;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of documents, each under its digest ({@code HEX.json}), byte for byte as it was
 * imported. Nothing is ever written over, so two may import at once.
 *
 * @param folder made at the first import
 */
public record AdvisoryStore(Path folder) {
  private static final String SUFFIX = ".json";

  /** All of OSV's records of the distributions that are known here are some hundred thousand. */
  private static final int MAX_DOCUMENTS = 2_000_000;

  /** What became of a file. */
  public sealed interface Import {
    /** The file. */
    Path file();

    /** It is in the store now. */
    record Added(Path file, Digest digest, List<Advisory> records) implements Import {}

    /** The same bytes were in the store before. */
    record Known(Path file, Digest digest, List<Advisory> records) implements Import {}

    /** It is no advisory; the reason is for people. */
    record Refused(Path file, String reason) implements Import {}
  }

  /**
   * Imports one file: it is read first, and kept only if it can be used.
   *
   * @throws IOException if the file cannot be read or the store not be written
   */
  public Import add(Path file) throws IOException {
    try {
      byte[] bytes = bytes(file);
      List<Advisory> records = AdvisoryReader.read(bytes);
      Digest digest = Digest.of(bytes);
      return put(bytes, digest)
          ? new Import.Added(file, digest, records)
          : new Import.Known(file, digest, records);
    } catch (AdvisoryException e) {
      return new Import.Refused(file, String.valueOf(e.getMessage()));
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(AdvisoryReader.MAX_BYTES + 1);
      if (bytes.length > AdvisoryReader.MAX_BYTES) {
        throw new AdvisoryException(
            "It is no advisory: it has more than " + AdvisoryReader.MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }

  private boolean put(byte[] bytes, Digest digest) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(digest.hex() + SUFFIX);
    if (Files.exists(file) && Digest.of(Files.readAllBytes(file)).equals(digest)) {
      return false;
    }
    DurableFile.replace(file, bytes);
    return true;
  }

  /**
   * The documents of some files and folders, by path; of folders those whose names end in {@code
   * .json}, at any depth, links not followed.
   *
   * @throws IOException if one is not there
   */
  public static List<Path> files(Collection<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> below = Files.walk(path)) {
        below
            .filter(each -> each.toString().endsWith(SUFFIX))
            .filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
            .limit(MAX_DOCUMENTS)
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }

  /**
   * All records that count: of several editions of one, the newest.
   *
   * @throws AdvisoryException if a document of the store is damaged
   * @throws IOException if the store cannot be read
   */
  public List<Advisory> records() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Map<String, Advisory> newest = new LinkedHashMap<>();
    for (Path file : files(List.of(folder))) {
      byte[] bytes = bytes(file);
      if (!file.getFileName().toString().equals(Digest.of(bytes).hex() + SUFFIX)) {
        throw new AdvisoryException(
            file
                + " is damaged: its bytes are not those of its name. Delete it, and import the"
                + " document again.");
      }
      for (Advisory each : AdvisoryReader.read(bytes)) {
        newest.merge(edition(each), each, AdvisoryStore::newer);
      }
    }
    return List.copyOf(newest.values());
  }

  /** What editions of one record have in common: a notice may have a record for each problem. */
  private static String edition(Advisory record) {
    return record.format()
        + " "
        + record.publisher()
        + " "
        + record.id()
        + " "
        + (record.format() == Advisory.Format.CSAF ? record.upstream() : "");
  }

  private static Advisory newer(Advisory one, Advisory other) {
    return time(other.modified()).isBefore(time(one.modified())) ? one : other;
  }

  /** A record that does not say when it was changed is older than any that does. */
  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }
}
