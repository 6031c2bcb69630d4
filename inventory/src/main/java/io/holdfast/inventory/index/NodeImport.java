package io.holdfast.inventory.index;

import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.inventory.statement.NodeStatement.Holding;
import io.holdfast.inventory.statement.Role;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Puts what nodes say into the index. Nodes that hold the same releases in the same roles share one
 * row that says so and how many they are. Not thread-safe.
 */
final class NodeImport {
  private final Database database;

  NodeImport(Database database) {
    this.database = database;
  }

  /** In the column of roles; never to be changed, or old files would say something else. */
  static int bit(Role role) {
    return switch (role) {
      case RUNNING -> 1;
      case LAST_KNOWN_GOOD -> 2;
      case RECOVERY -> 4;
      case STAGED -> 8;
      case OLDER -> 16;
    };
  }

  /** False if what is known of the node is as new. */
  boolean add(NodeStatement statement) throws SQLException {
    List<long[]> known =
        database.list(
            "SELECT time, holding_id FROM node WHERE site = ? AND name = ?",
            row -> new long[] {row.getLong(1), row.getLong(2)},
            statement.site(),
            statement.node());
    if (!known.isEmpty()) {
      if (known.getFirst()[0] >= statement.time()) {
        return false;
      }
      database.update("UPDATE holding SET nodes = nodes - 1 WHERE id = ?", known.getFirst()[1]);
    }
    long holding = holding(statement.holdings());
    database.update("UPDATE holding SET nodes = nodes + 1 WHERE id = ?", holding);
    database.update(
        "INSERT OR REPLACE INTO node (site, name, time, holding_id) VALUES (?, ?, ?, ?)",
        statement.site(),
        statement.node(),
        statement.time(),
        holding);
    return true;
  }

  private long holding(List<Holding> holdings) throws SQLException {
    Map<Long, Integer> roles = new TreeMap<>();
    for (Holding each : holdings) {
      roles.merge(
          InventoryImport.release(database, each.release()),
          bit(each.role()),
          (one, other) -> one | other);
    }
    String fingerprint =
        roles.entrySet().stream()
            .map(each -> each.getKey() + ":" + each.getValue())
            .collect(Collectors.joining(" "));
    long there = database.number("SELECT id FROM holding WHERE fingerprint = ?", fingerprint);
    if (there >= 0) {
      return there;
    }
    long id =
        database.insert("INSERT INTO holding (fingerprint, nodes) VALUES (?, 0)", fingerprint);
    for (Map.Entry<Long, Integer> each : roles.entrySet()) {
      database.update(
          "INSERT INTO holding_release (release_id, holding_id, roles) VALUES (?, ?, ?)",
          each.getKey(),
          id,
          each.getValue());
    }
    return id;
  }
}
