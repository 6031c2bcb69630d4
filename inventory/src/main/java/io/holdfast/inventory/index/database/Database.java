package io.holdfast.inventory.index.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The tables of an index. What changes them is whole or not at all. Not thread-safe. */
public final class Database implements AutoCloseable {
  /** Rows that go to a server in one message: some hundred kilobytes. */
  private static final int AT_ONCE = 5_000;

  private final Dialect dialect;
  private final Statements statements;
  private boolean isWithin;

  /** Reads a row. */
  @FunctionalInterface
  public interface RowReader<T> {
    /** One row. */
    T read(ResultSet row) throws SQLException;
  }

  /** Hears of each row. */
  @FunctionalInterface
  public interface RowVisitor {
    /** One row. */
    void visit(ResultSet row) throws SQLException, IOException;
  }

  /** Hears of each row that goes with one of many keys. */
  @FunctionalInterface
  public interface MatchVisitor<K> {
    /** The key, and one row. */
    void visit(K key, ResultSet row) throws SQLException, IOException;
  }

  /** The values of a row, or of a key. */
  @FunctionalInterface
  public interface Values<K> {
    /** In the order of the columns. */
    Object[] of(K key);
  }

  /** Something done whole or not at all. */
  @FunctionalInterface
  public interface Change<T> {
    /** Does it. */
    T make() throws SQLException, IOException;
  }

  private Database(Dialect dialect, Connection connection) {
    this.dialect = dialect;
    this.statements = Statements.of(connection);
  }

  /**
   * Opens a file of SQLite; makes it if it is not there.
   *
   * @throws IndexDamagedException if it is none, is damaged, or is of another edition
   */
  public static Database open(Path file) throws IOException {
    return open(new SqliteFile(file));
  }

  /**
   * Connects to a server of PostgreSQL; makes the tables if they are not there, and brings older
   * ones up to date.
   *
   * @param told that a change waits for another one to end
   * @throws ServerException if it cannot be reached or used, or has tables of a newer Holdfast
   */
  public static Database open(ServerAddress address, Consumer<String> told) throws IOException {
    return open(new PostgresServer(address, told));
  }

  private static Database open(Dialect dialect) throws IOException {
    try {
      return new Database(dialect, dialect.connect());
    } catch (SQLException e) {
      throw dialect.failure(e);
    }
  }

  /** All rows of a question, read. */
  public <T> List<T> list(String sql, RowReader<T> reader, Object... values) throws SQLException {
    List<T> list = new ArrayList<>();
    try (ResultSet rows = statements.bound(sql, values).executeQuery()) {
      while (rows.next()) {
        list.add(reader.read(rows));
      }
    }
    return list;
  }

  /** Each row of a question, as it comes. */
  public void each(String sql, RowVisitor visitor, Object... values)
      throws SQLException, IOException {
    try (ResultSet rows = statements.bound(sql, values).executeQuery()) {
      while (rows.next()) {
        visitor.visit(rows);
      }
    }
  }

  /** The number that a question gives; -1 if it gives none. */
  public long number(String sql, Object... values) throws SQLException {
    try (ResultSet rows = statements.bound(sql, values).executeQuery()) {
      return rows.next() ? rows.getLong(1) : -1;
    }
  }

  /** The number that the next row of a table may have, within a change. */
  public long next(String table) throws SQLException {
    return number("SELECT coalesce(max(id), 0) + 1 FROM " + table);
  }

  /** Changes rows. */
  public int update(String sql, Object... values) throws SQLException {
    PreparedStatement statement = statements.bound(sql, values);
    return statement.executeUpdate();
  }

  /** Each row that goes with one of many keys, as it comes; in no order. */
  public <K> void match(Lookup lookup, List<K> keys, Values<K> values, MatchVisitor<K> visitor)
      throws SQLException, IOException {
    for (int from = 0; from < keys.size(); from += AT_ONCE) {
      List<K> part = keys.subList(from, Math.min(keys.size(), from + AT_ONCE));
      dialect.match(
          statements,
          lookup,
          part.stream().map(values::of).toList(),
          (key, row) -> visitor.visit(part.get(key), row));
    }
  }

  /** Adds rows, of which none has the key of another in the list. */
  public void add(Table table, List<Object[]> rows) throws SQLException {
    for (int from = 0; from < rows.size(); from += AT_ONCE) {
      dialect.add(statements, table, rows.subList(from, Math.min(rows.size(), from + AT_ONCE)));
    }
  }

  /** Changes rows that are there. */
  public void set(Table table, List<Object[]> rows) throws SQLException {
    for (int from = 0; from < rows.size(); from += AT_ONCE) {
      dialect.set(statements, table, rows.subList(from, Math.min(rows.size(), from + AT_ONCE)));
    }
  }

  /** Removes all rows of tables, within a change. */
  public void clear(List<String> tables) throws SQLException {
    dialect.clear(statements, tables);
  }

  /**
   * Does something whole or not at all, one process at a time; within another change it is part of
   * that.
   *
   * @throws IndexDamagedException if it is a file, and damaged
   * @throws ServerException if a server cannot do it, or is lost; nothing is changed then
   * @throws DocumentRefusedException if a server cannot keep a text; nothing is changed then
   */
  public <T> T change(Change<T> change) throws IOException {
    return within(change, dialect::beginChange);
  }

  /**
   * Asks; all that is asked sees the same state.
   *
   * @throws IndexDamagedException if it is a file, and damaged
   * @throws ServerException if a server cannot answer, or is lost
   */
  public <T> T ask(Change<T> question) throws IOException {
    return within(question, dialect::beginQuestion);
  }

  @FunctionalInterface
  private interface Beginning {
    void of(Statements statements) throws SQLException, IOException;
  }

  private <T> T within(Change<T> change, Beginning beginning) throws IOException {
    try {
      if (isWithin) {
        return change.make();
      }
      Connection connection = statements.connection();
      connection.setAutoCommit(false);
      isWithin = true;
      try {
        beginning.of(statements);
        T result = change.make();
        connection.commit();
        connection.setAutoCommit(true);
        return result;
      } catch (SQLException | IOException | RuntimeException e) {
        undo(connection, e);
        throw e;
      } finally {
        isWithin = false;
      }
    } catch (SQLException e) {
      throw dialect.failure(e);
    }
  }

  /** What went wrong first is what is told: a lost connection cannot be rolled back either. */
  private static void undo(Connection connection, Exception first) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      first.addSuppressed(e);
    }
  }

  /** Closes it; what is in it is whole. */
  @Override
  public void close() throws IOException {
    try {
      statements.connection().close();
    } catch (SQLException e) {
      throw dialect.failure(e);
    }
  }
}
