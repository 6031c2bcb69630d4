package io.holdfast.inventory.index;

import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.index.database.Column;
import io.holdfast.inventory.index.database.Database;
import io.holdfast.inventory.index.database.Lookup;
import io.holdfast.inventory.index.database.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts files of packages into the index, some thousand at a time. For one change, whose numbers of
 * rows it gives. Not thread-safe.
 */
final class FileImport {
  private static final int AT_ONCE = 5_000;

  /** What folders a few releases have; all are in the tables. */
  private static final int MAX_REMEMBERED = 200_000;

  private static final Lookup FOLDER =
      new Lookup(List.of("id"), "folder", List.of(Column.text("path")));
  private static final Table FOLDERS = Table.of("folder", Column.number("id"), Column.text("path"));
  private static final Lookup PATH =
      new Lookup(List.of("id"), "path", List.of(Column.number("folder_id"), Column.text("name")));
  private static final Table PATHS =
      Table.of("path", Column.number("id"), Column.number("folder_id"), Column.text("name"));
  private static final Table FILES =
      new Table(
          "file",
          2,
          List.of(
              Column.number("package_id"),
              Column.number("path_id"),
              Column.number("digest_key"),
              Column.bytes("digest_rest")),
          Table.Known.REPLACED);

  private final Database database;
  private final Map<String, Long> folders = new HashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private long nextFolder;
  private long nextPath;

  private record Waiting(long packageId, FileEntry file) {
    String folder() {
      return file.path().substring(0, file.path().lastIndexOf('/'));
    }

    String name() {
      return file.path().substring(file.path().lastIndexOf('/') + 1);
    }
  }

  private record PathKey(long folder, String name) {}

  private record FileKey(long packageId, long path) {}

  FileImport(Database database) throws SQLException {
    this.database = database;
    this.nextFolder = database.next("folder");
    this.nextPath = database.next("path");
  }

  /** Adds a file; of two of a package with one path the later counts. */
  void add(long packageId, FileEntry file) throws SQLException, IOException {
    waiting.add(new Waiting(packageId, file));
    if (waiting.size() >= AT_ONCE) {
      finish();
    }
  }

  /** Adds what is left. */
  void finish() throws SQLException, IOException {
    if (waiting.isEmpty()) {
      return;
    }
    learnFolders();
    Map<PathKey, Long> paths = paths();
    Map<FileKey, Object[]> rows = LinkedHashMap.newLinkedHashMap(waiting.size());
    for (Waiting each : waiting) {
      long path = known(paths, key(each));
      ByteBuffer digest = InventoryImport.bytes(each.file().digest());
      Object[] row = {each.packageId(), path, digest.getLong(), InventoryImport.rest(digest)};
      rows.put(new FileKey(each.packageId(), path), row);
    }
    database.add(FILES, List.copyOf(rows.values()));
    waiting.clear();
  }

  private PathKey key(Waiting file) {
    return new PathKey(known(folders, file.folder()), file.name());
  }

  private static <K> long known(Map<K, Long> numbers, K key) {
    Long number = numbers.get(key);
    if (number == null) {
      throw new IllegalStateException("nothing was found or made for " + key);
    }
    return number;
  }

  private void learnFolders() throws SQLException, IOException {
    if (folders.size() > MAX_REMEMBERED) {
      folders.clear();
    }
    List<String> wanted =
        waiting.stream()
            .map(Waiting::folder)
            .distinct()
            .filter(each -> !folders.containsKey(each))
            .toList();
    database.match(
        FOLDER,
        wanted,
        each -> new Object[] {each},
        (each, row) -> folders.put(each, row.getLong(1)));
    List<Object[]> rows = new ArrayList<>();
    for (String each : wanted) {
      if (!folders.containsKey(each)) {
        folders.put(each, nextFolder);
        rows.add(new Object[] {nextFolder++, each});
      }
    }
    database.add(FOLDERS, rows);
  }

  private Map<PathKey, Long> paths() throws SQLException, IOException {
    List<PathKey> wanted = waiting.stream().map(this::key).distinct().toList();
    Map<PathKey, Long> paths = HashMap.newHashMap(wanted.size());
    database.match(
        PATH,
        wanted,
        each -> new Object[] {each.folder(), each.name()},
        (each, row) -> paths.put(each, row.getLong(1)));
    List<Object[]> rows = new ArrayList<>();
    for (PathKey each : wanted) {
      if (!paths.containsKey(each)) {
        paths.put(each, nextPath);
        rows.add(new Object[] {nextPath++, each.folder(), each.name()});
      }
    }
    database.add(PATHS, rows);
    return paths;
  }
}
