package io.holdfast.inventory.index;

import io.holdfast.inventory.Inventory.Subject;
import io.holdfast.inventory.statement.Role;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Collects who carries something, and counts who holds it. Not thread-safe. */
final class Carriers {
  private static final Comparator<Carrier> ORDER =
      Comparator.comparing((Carrier each) -> each.subject().kind())
          .thenComparing(each -> each.subject().name())
          .thenComparing(each -> each.subject().version());

  private final Database database;

  /** What matched, by document. */
  private final Map<Long, Set<String>> documents = new LinkedHashMap<>();

  /** What matched, by release: of one whose document is not known. */
  private final Map<Long, Set<String>> releases = new LinkedHashMap<>();

  private final Map<Long, Long> nodesOf = new HashMap<>();
  private final Map<Role, Set<Long>> holdingsOf = new EnumMap<>(Role.class);

  Carriers(Database database) {
    this.database = database;
  }

  /** All that carry a package. */
  void addPackage(long id, String match) throws SQLException, IOException {
    database.each(
        "SELECT document_id FROM carries WHERE package_id = ?",
        row -> addDocument(row.getLong(1), match),
        id);
  }

  void addDocument(long id, String match) {
    documents.computeIfAbsent(id, _ -> new TreeSet<>()).add(match);
  }

  /** One whose document is not known. */
  void addRelease(long id, String match) {
    releases.computeIfAbsent(id, _ -> new TreeSet<>()).add(match);
  }

  Set<Long> documents() {
    return documents.keySet();
  }

  void withoutDocuments(Set<Long> others) {
    documents.keySet().removeAll(others);
  }

  /**
   * Counts.
   *
   * @param except holdings whose nodes are counted elsewhere
   */
  Answer answer(Set<Long> except) throws SQLException, IOException {
    List<Carrier> carriers = new ArrayList<>();
    for (Map.Entry<Long, Set<String>> match : documents.entrySet()) {
      database.each(
          "SELECT kind, name, version, built FROM document WHERE id = ?",
          row -> carriers.add(carrier(row, match.getValue())),
          match.getKey());
      count("l.document_id", match.getKey(), except);
    }
    for (Map.Entry<Long, Set<String>> match : releases.entrySet()) {
      database.each(
          "SELECT 'RELEASE', name, version, 0 FROM release WHERE id = ?",
          row -> carriers.add(carrier(row, match.getValue())),
          match.getKey());
      count("l.id", match.getKey(), except);
    }
    carriers.sort(ORDER);
    Map<Role, Long> byRole = new EnumMap<>(Role.class);
    holdingsOf.forEach((role, holdings) -> byRole.put(role, nodes(holdings)));
    return new Answer(carriers, nodes(nodesOf.keySet()), byRole, nodesOf.keySet());
  }

  private long nodes(Set<Long> holdings) {
    return holdings.stream().mapToLong(id -> nodesOf.getOrDefault(id, 0L)).sum();
  }

  private static Carrier carrier(ResultSet row, Set<String> matches) throws SQLException {
    return new Carrier(
        new Subject(
            Subject.Kind.valueOf(row.getString(1)),
            row.getString(2),
            row.getString(3),
            row.getLong(4)),
        List.copyOf(matches));
  }

  private void count(String column, long id, Set<Long> except) throws SQLException, IOException {
    database.each(
        "SELECT h.id, h.nodes, r.roles FROM release l JOIN holding_release r"
            + " ON r.release_id = l.id JOIN holding h ON h.id = r.holding_id WHERE "
            + column
            + " = ?",
        row -> {
          if (!except.contains(row.getLong(1))) {
            nodesOf.put(row.getLong(1), row.getLong(2));
            for (Role role : NodeImport.roles(row.getInt(3))) {
              holdingsOf.computeIfAbsent(role, _ -> new HashSet<>()).add(row.getLong(1));
            }
          }
        },
        id);
  }
}
