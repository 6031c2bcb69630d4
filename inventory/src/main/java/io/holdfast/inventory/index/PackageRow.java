package io.holdfast.inventory.index;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A package of the index.
 *
 * @param component without its files, licences and origin, which no question is about
 */
record PackageRow(long id, Component component) {
  /** Those that go by a name, or were built from a source of that name. */
  static List<PackageRow> called(Database database, String word) throws SQLException {
    return database.list(
        "SELECT p.id, kind, ecosystem, name, version, architecture, source, source_version, purl,"
            + " location FROM called c JOIN package p ON p.id = c.package_id WHERE c.word = ?",
        row -> new PackageRow(row.getLong(1), component(row)),
        word);
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
