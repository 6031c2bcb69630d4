package io.holdfast.inventory.index;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import io.holdfast.inventory.index.database.Column;
import io.holdfast.inventory.index.database.Database;
import io.holdfast.inventory.index.database.Lookup;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A package of the index.
 *
 * @param component without its files, licences and origin, which no question is about
 */
record PackageRow(long id, Component component) {
  private static final Lookup CALLED =
      new Lookup(
          List.of(
              "p.id",
              "p.kind",
              "p.ecosystem",
              "p.name",
              "p.version",
              "p.architecture",
              "p.source",
              "p.source_version",
              "p.purl",
              "p.location"),
          "called c JOIN package p ON p.id = c.package_id",
          List.of(Column.text("c.word")));

  /** Those that go by one of the names, or were built from a source of that name; each once. */
  static Collection<PackageRow> called(Database database, Collection<String> names)
      throws SQLException, IOException {
    Map<Long, PackageRow> found = new TreeMap<>();
    database.match(
        CALLED,
        List.copyOf(names),
        each -> new Object[] {each},
        (_, row) -> found.put(row.getLong(1), new PackageRow(row.getLong(1), component(row))));
    return found.values();
  }

  /** For people. */
  String words() {
    return component.name() + " " + component.version();
  }

  private static Component component(ResultSet row) throws SQLException {
    return new Component(
        Component.Kind.valueOf(row.getString(2)),
        Ecosystem.valueOf(row.getString(3)),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        "",
        List.of(),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        List.of());
  }
}
