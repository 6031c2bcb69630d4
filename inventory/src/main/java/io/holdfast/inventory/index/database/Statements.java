package io.holdfast.inventory.index.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A connection with its statements, each prepared once. Not thread-safe. */
record Statements(Connection connection, Map<String, PreparedStatement> prepared) {
  static Statements of(Connection connection) {
    return new Statements(connection, new HashMap<>());
  }

  /** A statement with its values; one that was bound before with the same text is used up. */
  PreparedStatement bound(String sql, Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      switch (values[i]) {
        case Long number -> statement.setLong(i + 1, number);
        case String text -> statement.setString(i + 1, text);
        case byte[] bytes -> statement.setBytes(i + 1, bytes);
        case Array array -> statement.setArray(i + 1, array);
        default -> throw new IllegalArgumentException("no column is a " + values[i].getClass());
      }
    }
    return statement;
  }
}
