package io.holdfast.inventory.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The index's file, with its statements prepared once. Not thread-safe. */
final class Database implements AutoCloseable {
  /** Of the schema; a file of another is made again. */
  private static final int EDITION = 2;

  private static final List<String> SETTINGS =
      List.of(
          "PRAGMA journal_mode=WAL",
          // A loss of power may cost the last transaction, never the file; both are made again.
          "PRAGMA synchronous=NORMAL",
          "PRAGMA temp_store=MEMORY",
          "PRAGMA cache_size=-65536",
          "PRAGMA mmap_size=1073741824");

  private final Path file;
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  /** Reads a row. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Hears of each row. */
  @FunctionalInterface
  interface RowVisitor {
    void visit(ResultSet row) throws SQLException, IOException;
  }

  /** Something done whole or not at all. */
  @FunctionalInterface
  interface Change<T> {
    T make() throws SQLException, IOException;
  }

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Opens a file; makes it if it is not there. */
  static Database open(Path file) throws IOException {
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      Database database = new Database(file, connection);
      try {
        database.prepareFile();
        return database;
      } catch (SQLException | IOException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  private void prepareFile() throws SQLException, IOException {
    for (String setting : SETTINGS) {
      execute(setting);
    }
    int edition = list("PRAGMA user_version", row -> row.getInt(1)).getFirst();
    boolean empty = list("SELECT name FROM sqlite_schema LIMIT 1", row -> 1).isEmpty();
    if (edition == 0 && empty) {
      change(
          () -> {
            for (String statement : schema().split(";", -1)) {
              if (!statement.isBlank()) {
                execute(statement);
              }
            }
            execute("PRAGMA user_version=" + EDITION);
            return EDITION;
          });
    } else if (edition != EDITION) {
      throw new IndexDamagedException(
          file + " is an index of edition " + edition + ", and this Holdfast uses " + EDITION + ".",
          new SQLException("edition " + edition));
    }
  }

  private static String schema() throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(Database.class.getResourceAsStream("schema.sql"))) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return text.replaceAll("(?m)^--.*$", "");
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** All rows of a question, read. */
  <T> List<T> list(String sql, RowReader<T> reader, Object... values) throws SQLException {
    List<T> list = new ArrayList<>();
    PreparedStatement statement = bound(sql, values);
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        list.add(reader.read(rows));
      }
    }
    return list;
  }

  /** Each row of a question, as it comes. */
  void each(String sql, RowVisitor visitor, Object... values) throws SQLException, IOException {
    PreparedStatement statement = bound(sql, values);
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        visitor.visit(rows);
      }
    }
  }

  /** The number that a question gives; -1 if it gives none. */
  long number(String sql, Object... values) throws SQLException {
    PreparedStatement statement = bound(sql, values);
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getLong(1) : -1;
    }
  }

  /** Changes rows. */
  int update(String sql, Object... values) throws SQLException {
    return bound(sql, values).executeUpdate();
  }

  /** Adds a row whose number the file gives. */
  long insert(String sql, Object... values) throws SQLException {
    bound(sql, values).executeUpdate();
    return number("SELECT last_insert_rowid()");
  }

  /** Does something whole or not at all. */
  <T> T change(Change<T> change) throws IOException {
    try {
      connection.setAutoCommit(false);
      try {
        T result = change.make();
        connection.commit();
        return result;
      } catch (SQLException | IOException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  /** Asks. */
  <T> T ask(Change<T> question) throws IOException {
    try {
      return question.make();
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  private PreparedStatement bound(String sql, Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      switch (values[i]) {
        case Long number -> statement.setLong(i + 1, number);
        case Integer number -> statement.setInt(i + 1, number);
        case String text -> statement.setString(i + 1, text);
        case byte[] bytes -> statement.setBytes(i + 1, bytes);
        default -> throw new IllegalArgumentException("no column is a " + values[i].getClass());
      }
    }
    return statement;
  }

  private static IOException failure(Path file, SQLException e) {
    boolean damaged =
        e instanceof SQLiteException known
            && (known.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
                || known.getResultCode().name().startsWith("SQLITE_CORRUPT")
                || (known.getResultCode() == SQLiteErrorCode.SQLITE_ERROR
                    && String.valueOf(e.getMessage()).contains("no such")));
    return damaged
        ? new IndexDamagedException("The index " + file + " is damaged: " + e.getMessage(), e)
        : new IOException("The index " + file + " cannot be used: " + e.getMessage(), e);
  }

  /** Closes the file; what is in it is whole. */
  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }
}
