package io.holdfast.inventory.index;

import io.holdfast.inventory.statement.Exposure;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.inventory.statement.NodeStatement.Holding;
import io.holdfast.inventory.statement.Role;
import io.holdfast.release.Digest;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** Those of a column. */
  static List<Role> roles(int bits) {
    return Arrays.stream(Role.values()).filter(role -> (bits & bit(role)) != 0).toList();
  }

  /** In the column of exposures; never to be changed either. */
  static int number(Exposure exposure) {
    return switch (exposure) {
      case UNKNOWN -> 0;
      case PUBLIC -> 1;
      case INTERNAL -> 2;
      case ISOLATED -> 3;
    };
  }

  /** That of a column; one that is not known is none that anything may rest on. */
  static Exposure exposure(int number) {
    return Arrays.stream(Exposure.values())
        .filter(each -> number(each) == number)
        .findFirst()
        .orElse(Exposure.UNKNOWN);
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
    long holding = holding(statement);
    database.update("UPDATE holding SET nodes = nodes + 1 WHERE id = ?", holding);
    database.update(
        "INSERT OR REPLACE INTO node (site, name, time, exposure, holding_id)"
            + " VALUES (?, ?, ?, ?, ?)",
        statement.site(),
        statement.node(),
        statement.time(),
        number(statement.exposure()),
        holding);
    return true;
  }

  private long holding(NodeStatement statement) throws SQLException {
    Map<Long, Integer> roles = new TreeMap<>();
    for (Holding each : statement.holdings()) {
      roles.merge(
          InventoryImport.release(database, each.release()),
          bit(each.role()),
          (one, other) -> one | other);
    }
    Set<Digest> barred = new TreeSet<>(statement.barred());
    String fingerprint =
        Stream.concat(
                roles.entrySet().stream().map(each -> each.getKey() + ":" + each.getValue()),
                barred.stream().map(each -> "-" + each.hex()))
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
    for (Digest each : barred) {
      database.update(
          "INSERT INTO barred (holding_id, manifest) VALUES (?, ?)",
          id,
          InventoryImport.bytes(each).array());
    }
    return id;
  }
}
