package io.holdfast.image.build;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.collect.RootReader;
import io.holdfast.inventory.collect.RootScan;
import io.holdfast.inventory.document.CycloneDxWriter;
import io.holdfast.release.Digest;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * The inventory of an image, taken while its tar is written: every byte passes by once anyway. Not
 * thread-safe.
 */
final class ReleaseInventory {
  /** Where it lies in the image. */
  static final String PLACE = AgentRuntime.PLACE + "/" + CycloneDxWriter.FILE_NAME;

  private static final String PACKAGES = "packages";

  private static final Set<Ecosystem> DISTRIBUTIONS =
      EnumSet.of(Ecosystem.DEB, Ecosystem.RPM, Ecosystem.APK);

  private final RootScan scan = new RootScan();
  private final Inventory.Subject subject;
  private final BaseFiles base;
  private final Path folder;

  /**
   * Nothing has passed by.
   *
   * @param base what is known of the base's files
   * @param folder where its documents are written
   */
  ReleaseInventory(Inventory.Subject subject, BaseFiles base, Path folder) {
    this.subject = subject;
    this.base = base;
    this.folder = folder;
  }

  /**
   * An entry of the base that stays, with its bytes on their way into the image; those that need
   * not be looked at are left to be read.
   */
  void keep(TarArchiveEntry entry, String path, InputStream bytes, OutputStream image)
      throws IOException {
    Digest known = RootReader.isPlain(entry) ? base.digests().get(path) : null;
    if (known == null || !scan.known(path, known)) {
      RootReader.pass(entry, path, new Copied(bytes, image), scan);
    }
  }

  /** An entry of the base that does not, but may say something of those that do. */
  void leaveOut(TarArchiveEntry entry, String path, InputStream bytes) throws IOException {
    if (entry.isSymbolicLink()) {
      scan.link(path, entry.getLinkName());
    } else if (RootReader.isPlain(entry)) {
      scan.leftOut(path, bytes);
    }
  }

  /** Something that was put over the base, with its bytes on their way into the image. */
  void add(Addition addition, OutputStream image) throws IOException {
    switch (addition) {
      case Addition.Folder _ -> {}
      case Addition.Link(String path, String target) -> scan.link(path, target);
      case Addition.Bytes(String path, byte[] content, int _) ->
          scan.file(path, new Copied(new ByteArrayInputStream(content), image));
      case Addition.Copy(String path, Path source, int _) -> {
        try (InputStream bytes = Files.newInputStream(source)) {
          scan.file(path, new Copied(bytes, image));
        }
      }
    }
  }

  /**
   * Writes the documents, and gives the one that belongs into the image.
   *
   * @throws UnfitBaseException if it is not known which packages are in the base
   */
  Addition finish() throws IOException {
    Inventory inventory = scan.inventory(subject);
    if (!scan.knowsPackages()) {
      throw new UnfitBaseException(
          "The base has no list of packages of dpkg, rpm or apk, so what is in the release could"
              + " not be known. Use a base that keeps its package database.");
    }
    Path document = document(folder);
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(document))) {
      CycloneDxWriter.write(inventory, stream);
    }
    Files.writeString(folder.resolve(PACKAGES), packages(inventory));
    return new Addition.Copy(PLACE, document, 0644);
  }

  /** The document in the folder of a finished step. */
  static Path document(Path folder) {
    return folder.resolve(CycloneDxWriter.FILE_NAME);
  }

  /** The list of packages in the folder of a finished step. */
  static Path packages(Path folder) {
    return folder.resolve(PACKAGES);
  }

  /** What the distribution's package manager has installed, a line each. */
  static String packages(Inventory inventory) {
    List<Component> packages =
        inventory.components().stream()
            .filter(each -> DISTRIBUTIONS.contains(each.ecosystem()))
            .toList();
    return packages.stream()
        .map(each -> each.name() + " " + each.version() + " " + each.architecture() + "\n")
        .sorted()
        .collect(Collectors.joining());
  }

  /** Bytes that also go into the image when they are read. */
  private static final class Copied extends FilterInputStream {
    private final OutputStream image;

    Copied(InputStream bytes, OutputStream image) {
      super(bytes);
      this.image = image;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      if (value >= 0) {
        image.write(value);
      }
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      if (n > 0) {
        image.write(buffer, offset, n);
      }
      return n;
    }

    @Override
    public long skip(long count) throws IOException {
      return readNBytes((int) Math.min(count, 1 << 16)).length;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
