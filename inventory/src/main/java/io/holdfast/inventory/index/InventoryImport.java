package io.holdfast.inventory.index;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.advisory.CarriedPackage;
import io.holdfast.release.Digest;
import io.holdfast.release.manifest.ReleaseRef;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts inventories into the index. A package with the same files as one that is there costs a row;
 * files of nobody are taken together by folder, and a large folder in sixteen parts, so that a
 * release differs from the next by few of them. Not thread-safe.
 */
final class InventoryImport {
  private static final int PARTS_OF_A_FOLDER = 16;

  /** Enough that two packages never meet by chance. */
  private static final int FINGERPRINT = 16;

  /** What folders a few releases have; all are in the file. */
  private static final int MAX_REMEMBERED = 200_000;

  private final Database database;
  private final Map<String, Long> folders = new HashMap<>();
  private long nextPath;

  InventoryImport(Database database) {
    this.database = database;
  }

  /** False if it was there. */
  boolean add(Inventory inventory) throws SQLException {
    byte[] digest = bytes(inventory.digest()).array();
    if (documentOf(digest) >= 0) {
      return false;
    }
    add(inventory, digest);
    return true;
  }

  /** False if it was there, and known as that of the release. */
  boolean add(ReleaseDocument release) throws SQLException {
    byte[] digest = bytes(release.inventory().digest()).array();
    long there = documentOf(digest);
    long document = there >= 0 ? there : add(release.inventory(), digest);
    database.update(
        "UPDATE release SET document_id = ?, architecture = ? WHERE id = ?",
        document,
        release.architecture().toString(),
        release(database, release.release()));
    return there < 0;
  }

  private long documentOf(byte[] digest) throws SQLException {
    return database.number("SELECT id FROM document WHERE digest = ?", digest);
  }

  private long add(Inventory inventory, byte[] digest) throws SQLException {
    // A transaction that came to nothing may have taken folders with it.
    folders.clear();
    nextPath = database.number("SELECT coalesce(max(id), 0) + 1 FROM path");
    long document =
        database.insert(
            "INSERT INTO document (digest, kind, name, version, built) VALUES (?, ?, ?, ?, ?)",
            digest,
            inventory.subject().kind().name(),
            inventory.subject().name(),
            inventory.subject().version(),
            inventory.subject().builtAt());
    for (Component component : inventory.components()) {
      carry(document, component, component.kind().name(), component.ecosystem().name());
    }
    for (Map.Entry<String, List<FileEntry>> part : parts(inventory.unowned()).entrySet()) {
      carry(document, unowned(part.getKey(), part.getValue()), "", "");
    }
    return document;
  }

  /** The number of a release, whether its inventory is known or not. */
  static long release(Database database, ReleaseRef release) throws SQLException {
    byte[] manifest = bytes(release.manifest()).array();
    long there = database.number("SELECT id FROM release WHERE manifest = ?", manifest);
    return there >= 0
        ? there
        : database.insert(
            "INSERT INTO release (manifest, name, version, architecture) VALUES (?, ?, ?, '')",
            manifest,
            release.name().text(),
            release.version().text());
  }

  static ByteBuffer bytes(Digest digest) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digest.hex()));
  }

  /** What is left after the first eight bytes were read. */
  static byte[] rest(ByteBuffer bytes) {
    byte[] rest = new byte[bytes.remaining()];
    bytes.get(rest);
    return rest;
  }

  private static Map<String, List<FileEntry>> parts(List<FileEntry> files) {
    Map<String, List<FileEntry>> parts = new TreeMap<>();
    for (FileEntry file : files) {
      int slash = file.path().lastIndexOf('/');
      int part = Math.floorMod(file.path().substring(slash).hashCode(), PARTS_OF_A_FOLDER);
      parts
          .computeIfAbsent(file.path().substring(0, slash) + "/" + part, _ -> new ArrayList<>())
          .add(file);
    }
    return parts;
  }

  private static Component unowned(String part, List<FileEntry> files) {
    return new Component(
        Component.Kind.PACKAGE,
        io.holdfast.inventory.Ecosystem.GENERIC,
        part,
        "",
        "",
        "",
        List.of(),
        "",
        "",
        "",
        "",
        files);
  }

  private void carry(long document, Component component, String kind, String ecosystem)
      throws SQLException {
    byte[] fingerprint = fingerprint(component, ecosystem);
    long id = database.number("SELECT id FROM package WHERE fingerprint = ?", fingerprint);
    if (id < 0) {
      id =
          database.insert(
              "INSERT INTO package (fingerprint, kind, ecosystem, name, version, architecture,"
                  + " source, source_version, purl, location)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              fingerprint,
              kind,
              ecosystem,
              component.name(),
              component.version(),
              component.architecture(),
              component.source(),
              component.sourceVersion(),
              component.purl(),
              component.location());
      if (!ecosystem.isEmpty()) {
        addNames(id, component);
      }
      for (FileEntry file : component.files()) {
        addFile(id, file);
      }
    }
    database.update(
        "INSERT OR IGNORE INTO carries (package_id, document_id) VALUES (?, ?)", id, document);
  }

  private void addNames(long id, Component component) throws SQLException {
    CarriedPackage carried = CarriedPackage.of(component);
    for (String word :
        new TreeSet<>(
            List.of(component.name(), component.source(), carried.name(), carried.source()))) {
      database.update("INSERT INTO called (word, package_id) VALUES (?, ?)", word, id);
    }
  }

  private void addFile(long id, FileEntry file) throws SQLException {
    int slash = file.path().lastIndexOf('/');
    long folder = folder(file.path().substring(0, slash));
    String name = file.path().substring(slash + 1);
    long path =
        database.number("SELECT id FROM path WHERE folder_id = ? AND name = ?", folder, name);
    if (path < 0) {
      path = nextPath++;
      database.update(
          "INSERT INTO path (id, folder_id, name) VALUES (?, ?, ?)", path, folder, name);
    }
    ByteBuffer digest = bytes(file.digest());
    database.update(
        "INSERT OR REPLACE INTO file (package_id, path_id, digest_key, digest_rest)"
            + " VALUES (?, ?, ?, ?)",
        id,
        path,
        digest.getLong(),
        rest(digest));
  }

  private long folder(String path) throws SQLException {
    Long known = folders.get(path);
    if (known != null) {
      return known;
    }
    long id = database.number("SELECT id FROM folder WHERE path = ?", path);
    if (id < 0) {
      id = database.insert("INSERT INTO folder (path) VALUES (?)", path);
    }
    if (folders.size() < MAX_REMEMBERED) {
      folders.put(path, id);
    }
    return id;
  }

  private static byte[] fingerprint(Component component, String ecosystem) {
    MessageDigest hash = Digest.newHash();
    add(hash, ecosystem);
    component.words().forEach(word -> add(hash, word));
    for (FileEntry file : component.files()) {
      add(hash, file.path());
      add(hash, file.digest().hex());
    }
    return java.util.Arrays.copyOf(hash.digest(), FINGERPRINT);
  }

  private static void add(MessageDigest hash, String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    hash.update(bytes);
  }
}
