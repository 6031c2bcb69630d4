package io.holdfast.inventory.index;

import io.holdfast.inventory.index.database.Column;
import io.holdfast.inventory.index.database.Database;
import io.holdfast.inventory.index.database.Lookup;
import io.holdfast.inventory.index.database.Table;
import io.holdfast.release.Digest;
import io.holdfast.release.manifest.ReleaseRef;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers of releases, whether their inventories are known or not. For one change. */
record ReleaseImport(Database database) {
  private static final Lookup RELEASE =
      new Lookup(List.of("id"), "release", List.of(Column.bytes("manifest")));
  private static final Table RELEASES =
      Table.of(
          "release",
          Column.number("id"),
          Column.bytes("manifest"),
          Column.text("name"),
          Column.text("version"),
          Column.text("architecture"));

  /** Of releases, by manifest; those that are not there are added. */
  Map<Digest, Long> numbers(Collection<ReleaseRef> releases) throws SQLException, IOException {
    Map<Digest, ReleaseRef> wanted = new LinkedHashMap<>();
    releases.forEach(each -> wanted.putIfAbsent(each.manifest(), each));
    Map<Digest, Long> numbers = new HashMap<>();
    database.match(
        RELEASE,
        List.copyOf(wanted.keySet()),
        each -> new Object[] {InventoryImport.bytes(each).array()},
        (each, row) -> numbers.put(each, row.getLong(1)));
    List<Object[]> rows = new ArrayList<>();
    long next = database.next("release");
    for (ReleaseRef each : wanted.values()) {
      if (!numbers.containsKey(each.manifest())) {
        numbers.put(each.manifest(), next);
        rows.add(
            new Object[] {
              next++,
              InventoryImport.bytes(each.manifest()).array(),
              each.name().text(),
              each.version().text(),
              ""
            });
      }
    }
    database.add(RELEASES, rows);
    return numbers;
  }
}
