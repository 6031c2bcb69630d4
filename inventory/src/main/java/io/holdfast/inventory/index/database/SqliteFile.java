package io.holdfast.inventory.index.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * An index in a file. A question costs no message to anybody, so many keys are asked one after the
 * other. Not thread-safe.
 */
final class SqliteFile implements Dialect {
  /** Of the tables; a file of another is made again from its documents, not brought up to date. */
  static final int EDITION = 3;

  private static final Map<String, String> WORDS =
      Map.of("id", "INTEGER PRIMARY KEY", "bytes", "BLOB", "clustered", "WITHOUT ROWID");

  private static final List<String> SETTINGS =
      List.of(
          "PRAGMA journal_mode=WAL",
          // A loss of power may cost the last transaction, never the file; both are made again.
          "PRAGMA synchronous=NORMAL",
          "PRAGMA temp_store=MEMORY",
          "PRAGMA cache_size=-65536",
          "PRAGMA mmap_size=1073741824");

  private final Path file;

  SqliteFile(Path file) {
    this.file = file;
  }

  @Override
  public Connection connect() throws SQLException, IOException {
    String url = "jdbc:sqlite:" + file;
    Connection connection = DriverManager.getConnection(url);
    try {
      prepare(connection, url);
      return connection;
    } catch (SQLException | IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void prepare(Connection connection, String url) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      for (String setting : SETTINGS) {
        statement.execute(setting);
      }
      long edition = number(statement, "PRAGMA user_version");
      boolean isEmpty = number(statement, "SELECT count(*) FROM sqlite_schema") == 0;
      if (edition == 0 && isEmpty) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(url);
        Schema.migrate(source, null, WORDS, "both");
        // Last: a file that was left half made is of edition 0 and not empty.
        statement.execute("PRAGMA user_version=" + EDITION);
      } else if (edition != EDITION) {
        throw new IndexDamagedException(
            file + " is an index of edition " + edition + ", and this Holdfast uses " + EDITION,
            new SQLException("edition " + edition));
      }
    } catch (FlywayException e) {
      throw new IndexUnusableException(
          "The index " + file + " cannot be made: " + e.getMessage(), e);
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  @Override
  public void beginQuestion(Statements statements) {
    // A transaction sees one state of a file in WAL mode.
  }

  @Override
  public void beginChange(Statements statements) {
    // SQLite itself lets only one writer at a time in.
  }

  @Override
  public void match(Statements statements, Lookup lookup, List<Object[]> keys, Matches matches)
      throws SQLException, IOException {
    String sql =
        "SELECT "
            + String.join(", ", lookup.columns())
            + " FROM "
            + lookup.from()
            + " WHERE "
            + equals(lookup.keys(), " AND ");
    for (int i = 0; i < keys.size(); i++) {
      try (ResultSet rows = statements.bound(sql, keys.get(i)).executeQuery()) {
        while (rows.next()) {
          matches.visit(i, rows);
        }
      }
    }
  }

  @Override
  public void add(Statements statements, Table table, List<Object[]> rows) throws SQLException {
    String values = table.columns().stream().map(_ -> "?").collect(Collectors.joining(", "));
    String sql = table.insertInto() + " VALUES (" + values + ")" + table.onConflict();
    for (Object[] row : rows) {
      statements.bound(sql, row).executeUpdate();
    }
  }

  @Override
  public void set(Statements statements, Table table, List<Object[]> rows) throws SQLException {
    String sql =
        "UPDATE "
            + table.name()
            + " SET "
            + equals(table.others(), ", ")
            + " WHERE "
            + equals(table.keys(), " AND ");
    int key = table.key();
    for (Object[] row : rows) {
      Object[] values = new Object[row.length];
      System.arraycopy(row, key, values, 0, row.length - key);
      System.arraycopy(row, 0, values, row.length - key, key);
      statements.bound(sql, values).executeUpdate();
    }
  }

  @Override
  public void clear(Statements statements, List<String> tables) throws SQLException {
    for (String table : tables) {
      try (PreparedStatement statement =
          statements.connection().prepareStatement("DELETE FROM " + table)) {
        statement.executeUpdate();
      }
    }
  }

  private static String equals(List<Column> columns, String between) {
    return columns.stream().map(each -> each.name() + " = ?").collect(Collectors.joining(between));
  }

  @Override
  public IOException failure(SQLException e) {
    boolean damaged =
        e instanceof SQLiteException known
            && (known.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
                || known.getResultCode().name().startsWith("SQLITE_CORRUPT")
                || (known.getResultCode() == SQLiteErrorCode.SQLITE_ERROR
                    && String.valueOf(e.getMessage()).contains("no such")));
    return damaged
        ? new IndexDamagedException("The index " + file + " is damaged: " + e.getMessage(), e)
        : new IndexUnusableException("The index " + file + " cannot be used: " + e.getMessage(), e);
  }
}
