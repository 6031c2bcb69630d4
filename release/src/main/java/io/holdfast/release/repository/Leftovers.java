package io.holdfast.release.repository;

import io.holdfast.release.Blob;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ManifestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What of a repository in a folder is not needed any more: files that no manifest names, what an
 * interrupted writer left, and manifests that are withdrawn with what they alone name. Files of any
 * other name are nobody's business here. For one thread; to remove anything, the repository's lock
 * must be held.
 */
public final class Leftovers {
  /** What a release's and a content's manifest are called, and what stands behind each. */
  private static final String MANIFEST = ".json";

  private static final String SIGNATURE = ".sig";
  private static final String INDEX = "index" + MANIFEST;

  private final Path folder;
  private final FolderRepository reader;
  private final Predicate<Digest> withdrawn;
  private final List<Leftover> manifests = new ArrayList<>();
  private final List<Leftover> files = new ArrayList<>();
  private final Set<Digest> named = new HashSet<>();

  /**
   * A file that can go.
   *
   * @param path below the repository's folder
   * @param bytes its size
   */
  public record Leftover(String path, long bytes) {}

  private Leftovers(Path folder, Predicate<Digest> withdrawn) {
    this.folder = folder;
    this.reader = new FolderRepository(folder);
    this.withdrawn = withdrawn;
  }

  /**
   * Looks through a repository; nothing is changed.
   *
   * @param withdrawn whether the manifest of a digest is
   * @throws RepositoryException if it is none, or a manifest in it cannot be read: then nobody
   *     knows what it names
   */
  public static Leftovers of(Path folder, Predicate<Digest> withdrawn) throws IOException {
    Leftovers found = new Leftovers(folder, withdrawn);
    found.reader.list();
    found.lookThrough(Layout.RELEASES, bytes -> Manifest.parse(bytes).parts());
    for (Path channel : entries(folder.resolve(ContentLayout.CONTENT))) {
      if (Files.isDirectory(channel, LinkOption.NOFOLLOW_LINKS)) {
        found.lookThrough(
            ContentLayout.CONTENT + "/" + channel.getFileName(),
            bytes -> ContentManifest.parse(bytes).blobs());
      }
    }
    for (Path blob : entries(folder.resolve(Layout.BLOBS))) {
      found.lookAt(blob);
    }
    return found;
  }

  /** All of them, in the order in which they are removed. */
  public List<Leftover> all() {
    List<Leftover> all = new ArrayList<>(manifests);
    all.addAll(files);
    return all;
  }

  /**
   * Removes them. What is withdrawn first leaves the lists, then its manifest goes, with which it
   * exists no more, and last what it named: a reader finds it whole or not at all.
   */
  public void remove() throws IOException {
    if (!manifests.isEmpty()) {
      forget();
    }
    for (Leftover each : all()) {
      Files.deleteIfExists(folder.resolve(each.path()));
    }
  }

  /** Of a kind of manifest. */
  private interface Reader {
    List<? extends Blob> named(byte[] manifest) throws ManifestException;
  }

  private void lookThrough(String below, Reader manifestReader) throws IOException {
    Set<String> there = new TreeSet<>();
    for (Path file : entries(folder.resolve(below))) {
      there.add(String.valueOf(file.getFileName()));
    }
    for (String name : there) {
      String path = below + "/" + name;
      if (isUnfinished(name)) {
        files.add(leftover(path));
      } else if (name.endsWith(MANIFEST) && !name.equals(INDEX)) {
        lookAtManifest(path, manifestReader, there.contains(name + SIGNATURE));
      } else if (name.endsWith(MANIFEST + SIGNATURE)
          && !there.contains(name.substring(0, name.length() - SIGNATURE.length()))) {
        files.add(leftover(path));
      }
    }
  }

  private void lookAtManifest(String path, Reader manifestReader, boolean signed)
      throws IOException {
    byte[] bytes = reader.read(path, Math.max(Manifest.MAX_BYTES, ContentManifest.MAX_BYTES));
    if (bytes == null) {
      return;
    }
    if (withdrawn.test(Digest.of(bytes))) {
      manifests.add(leftover(path));
      if (signed) {
        manifests.add(leftover(path + SIGNATURE));
      }
      return;
    }
    try {
      manifestReader.named(bytes).forEach(blob -> named.add(blob.digest()));
    } catch (ManifestException e) {
      throw reader.damaged(
          path, "cannot be read, so nobody knows which files it names: " + e.getMessage());
    }
  }

  private void lookAt(Path blob) throws IOException {
    String name = String.valueOf(blob.getFileName());
    boolean hex = name.matches("[0-9a-f]{64}");
    if (name.equals(".incoming") || (hex && !named.contains(new Digest(name)))) {
      files.add(leftover(Layout.BLOBS + "/" + name));
    }
  }

  private void forget() throws IOException {
    Set<String> gone = new HashSet<>();
    manifests.forEach(each -> gone.add(each.path()));
    List<ReleaseEntry> releases = new ArrayList<>(reader.list());
    if (releases.removeIf(each -> gone.contains(Layout.manifest(each.name(), each.version())))) {
      Disk.REAL.replace(folder.resolve(Layout.INDEX), utf8(Layout.index(releases)));
    }
    for (ChannelName channel : reader.channels()) {
      List<Version> versions = new ArrayList<>(reader.contentVersions(channel));
      if (versions.removeIf(each -> gone.contains(ContentLayout.manifest(channel, each)))) {
        Disk.REAL.replace(
            folder.resolve(ContentLayout.versions(channel)),
            utf8(ContentLayout.writeVersions(versions)));
      }
    }
  }

  private Leftover leftover(String path) throws IOException {
    return new Leftover(path, Files.size(folder.resolve(path)));
  }

  /** What a durable file is called until it is whole. */
  private static boolean isUnfinished(String name) {
    return name.startsWith(".") && name.endsWith(".new");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<Path> entries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
        found.forEach(entries::add);
      }
    }
    entries.sort(null);
    return entries;
  }
}
