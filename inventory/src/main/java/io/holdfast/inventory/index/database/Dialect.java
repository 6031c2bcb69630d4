package io.holdfast.inventory.index.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What SQLite and PostgreSQL do each in its own way. Not thread-safe. */
interface Dialect {
  /** Hears of each row that goes with a key. */
  @FunctionalInterface
  interface Matches {
    /** The key's number in the list, and the row. */
    void visit(int key, ResultSet row) throws SQLException, IOException;
  }

  /**
   * Connects, and makes the tables if they are not there.
   *
   * @throws IOException if they are there and this Holdfast cannot use them
   */
  Connection connect() throws SQLException, IOException;

  /** Called first in a transaction that only asks. */
  void beginQuestion(Statements statements) throws SQLException;

  /** Called first in one that changes rows; waits until no other does. */
  void beginChange(Statements statements) throws SQLException, IOException;

  /** Rows that go with keys, in no order. */
  void match(Statements statements, Lookup lookup, List<Object[]> keys, Matches matches)
      throws SQLException, IOException;

  /** Adds rows, of which none has the key of another. */
  void add(Statements statements, Table table, List<Object[]> rows) throws SQLException;

  /** Changes rows that are there. */
  void set(Statements statements, Table table, List<Object[]> rows) throws SQLException;

  /** Removes all rows of tables. */
  void clear(Statements statements, List<String> tables) throws SQLException;

  /** What a failure means to people. */
  IOException failure(SQLException e);
}
