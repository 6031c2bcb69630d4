package io.holdfast.inventory.index;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.advisory.CarriedPackage;
import io.holdfast.inventory.index.database.Column;
import io.holdfast.inventory.index.database.Database;
import io.holdfast.inventory.index.database.Lookup;
import io.holdfast.inventory.index.database.Table;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts an inventory into the index. A package with the same files as one that is there costs a row;
 * files of nobody are taken together by folder, and a large folder in sixteen parts, so that a
 * release differs from the next by few of them. For one change; not thread-safe.
 */
final class InventoryImport {
  private static final int PARTS_OF_A_FOLDER = 16;

  private static final Table DOCUMENTS =
      Table.of(
          "document",
          Column.number("id"),
          Column.bytes("digest"),
          Column.text("kind"),
          Column.text("name"),
          Column.text("version"),
          Column.number("built"));
  private static final Lookup PACKAGE =
      new Lookup(List.of("id"), "package", List.of(Column.bytes("fingerprint")));
  private static final Table PACKAGES =
      Table.of(
          "package",
          Column.number("id"),
          Column.bytes("fingerprint"),
          Column.text("kind"),
          Column.text("ecosystem"),
          Column.text("name"),
          Column.text("version"),
          Column.text("architecture"),
          Column.text("source"),
          Column.text("source_version"),
          Column.text("purl"),
          Column.text("location"));
  private static final Table NAMES =
      Table.of("called", Column.text("word"), Column.number("package_id"));
  private static final Table CARRIES =
      Table.of("carries", Column.number("package_id"), Column.number("document_id"));

  private final Database database;

  InventoryImport(Database database) {
    this.database = database;
  }

  /** A package as it stands in the tables, files of nobody being one without an ecosystem. */
  private record Carried(Component component, String kind, String ecosystem) {
    Fingerprint fingerprint() {
      MessageDigest hash = Digest.newHash();
      add(hash, ecosystem);
      component.words().forEach(word -> add(hash, word));
      for (FileEntry file : component.files()) {
        add(hash, file.path());
        add(hash, file.digest().hex());
      }
      return Fingerprint.of(hash);
    }

    private static void add(MessageDigest hash, String word) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      hash.update(bytes);
    }

    Object[] row(long id, Fingerprint fingerprint) {
      return new Object[] {
        id,
        fingerprint.bytes(),
        kind,
        ecosystem,
        component.name(),
        component.version(),
        component.architecture(),
        component.source(),
        component.sourceVersion(),
        component.purl(),
        component.location()
      };
    }

    /** All by which one may ask for it. */
    TreeSet<String> names() {
      TreeSet<String> names = new TreeSet<>();
      if (!ecosystem.isEmpty()) {
        CarriedPackage carried = CarriedPackage.of(component);
        names.addAll(
            List.of(component.name(), component.source(), carried.name(), carried.source()));
      }
      return names;
    }
  }

  /** False if it was there. */
  boolean add(Inventory inventory) throws SQLException, IOException {
    byte[] digest = bytes(inventory.digest()).array();
    if (documentOf(digest) >= 0) {
      return false;
    }
    add(inventory, digest);
    return true;
  }

  /** False if it was there, and known as that of the release. */
  boolean add(ReleaseDocument release) throws SQLException, IOException {
    byte[] digest = bytes(release.inventory().digest()).array();
    long there = documentOf(digest);
    long document = there >= 0 ? there : add(release.inventory(), digest);
    new ReleaseImport(database).numbers(List.of(release.release()));
    database.update(
        "UPDATE release SET document_id = ?, architecture = ? WHERE manifest = ?",
        document,
        release.architecture().toString(),
        bytes(release.release().manifest()).array());
    return there < 0;
  }

  private long documentOf(byte[] digest) throws SQLException {
    return database.number("SELECT id FROM document WHERE digest = ?", digest);
  }

  private long add(Inventory inventory, byte[] digest) throws SQLException, IOException {
    long document = database.next("document");
    Inventory.Subject subject = inventory.subject();
    database.add(
        DOCUMENTS,
        List.<Object[]>of(
            new Object[] {
              document,
              digest,
              subject.kind().name(),
              subject.name(),
              subject.version(),
              subject.builtAt()
            }));
    Map<Fingerprint, Carried> all = new LinkedHashMap<>();
    for (Component component : inventory.components()) {
      put(all, component, component.kind().name(), component.ecosystem().name());
    }
    for (Map.Entry<String, List<FileEntry>> part : parts(inventory.unowned()).entrySet()) {
      put(all, unowned(part.getKey(), part.getValue()), "", "");
    }
    List<Object[]> carries = new ArrayList<>();
    for (long each : numbers(all)) {
      carries.add(new Object[] {each, document});
    }
    database.add(CARRIES, carries);
    return document;
  }

  private static void put(
      Map<Fingerprint, Carried> all, Component component, String kind, String ecosystem) {
    Carried carried = new Carried(component, kind, ecosystem);
    all.put(carried.fingerprint(), carried);
  }

  /** Of all packages; those that are not there are added. */
  private List<Long> numbers(Map<Fingerprint, Carried> all) throws SQLException, IOException {
    Map<Fingerprint, Long> known = new HashMap<>();
    database.match(
        PACKAGE,
        List.copyOf(all.keySet()),
        each -> new Object[] {each.bytes()},
        (each, row) -> known.put(each, row.getLong(1)));
    List<Long> numbers = new ArrayList<>(known.values());
    List<Object[]> rows = new ArrayList<>();
    List<Object[]> names = new ArrayList<>();
    FileImport files = new FileImport(database);
    long next = database.next("package");
    for (Map.Entry<Fingerprint, Carried> each : all.entrySet()) {
      if (!known.containsKey(each.getKey())) {
        long id = next++;
        numbers.add(id);
        rows.add(each.getValue().row(id, each.getKey()));
        each.getValue().names().forEach(word -> names.add(new Object[] {word, id}));
        for (FileEntry file : each.getValue().component().files()) {
          files.add(id, file);
        }
      }
    }
    files.finish();
    database.add(PACKAGES, rows);
    database.add(NAMES, names);
    return numbers;
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
}
