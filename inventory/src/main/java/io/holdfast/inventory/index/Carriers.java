package io.holdfast.inventory.index;

import io.holdfast.inventory.Inventory.Subject;
import io.holdfast.inventory.index.database.Column;
import io.holdfast.inventory.index.database.Database;
import io.holdfast.inventory.index.database.Lookup;
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

  private static final Lookup CARRYING =
      new Lookup(List.of("document_id"), "carries", List.of(Column.number("package_id")));
  private static final Lookup DOCUMENT =
      new Lookup(
          List.of("kind", "name", "version", "built"), "document", List.of(Column.number("id")));
  private static final Lookup RELEASE =
      new Lookup(
          List.of("'RELEASE'", "name", "version", "0"), "release", List.of(Column.number("id")));
  private static final Lookup OF_DOCUMENT = holding("l.document_id");
  private static final Lookup OF_RELEASE = holding("l.id");

  private final Database database;

  /** What matched, by document. */
  private final Map<Long, Set<String>> documents = new LinkedHashMap<>();

  /** What matched, by release: of one whose document is not known. */
  private final Map<Long, Set<String>> releases = new LinkedHashMap<>();

  private final Map<Long, Long> nodesOf = new HashMap<>();
  private final Map<Role, Set<Long>> holdingsOf = new EnumMap<>(Role.class);

  private static Lookup holding(String column) {
    return new Lookup(
        List.of("h.id", "h.nodes", "r.roles"),
        "release l JOIN holding_release r ON r.release_id = l.id"
            + " JOIN holding h ON h.id = r.holding_id",
        List.of(Column.number(column)));
  }

  Carriers(Database database) {
    this.database = database;
  }

  /**
   * All that carry packages.
   *
   * @param matches what is said of each, by its number
   */
  void addPackages(Map<Long, Set<String>> matches) throws SQLException, IOException {
    database.match(
        CARRYING,
        List.copyOf(matches.keySet()),
        each -> new Object[] {each},
        (each, row) -> addDocument(row.getLong(1), matches.getOrDefault(each, Set.of())));
  }

  void addDocument(long id, Set<String> matches) {
    documents.computeIfAbsent(id, _ -> new TreeSet<>()).addAll(matches);
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
    find(DOCUMENT, documents, carriers);
    count(OF_DOCUMENT, documents, except);
    find(RELEASE, releases, carriers);
    count(OF_RELEASE, releases, except);
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

  private void find(Lookup lookup, Map<Long, Set<String>> matched, List<Carrier> carriers)
      throws SQLException, IOException {
    database.match(
        lookup,
        List.copyOf(matched.keySet()),
        each -> new Object[] {each},
        (each, row) -> carriers.add(carrier(row, matched.getOrDefault(each, Set.of()))));
  }

  private void count(Lookup lookup, Map<Long, Set<String>> matched, Set<Long> except)
      throws SQLException, IOException {
    database.match(
        lookup,
        List.copyOf(matched.keySet()),
        each -> new Object[] {each},
        (_, row) -> {
          if (!except.contains(row.getLong(1))) {
            nodesOf.put(row.getLong(1), row.getLong(2));
            for (Role role : NodeImport.roles(row.getInt(3))) {
              holdingsOf.computeIfAbsent(role, _ -> new HashSet<>()).add(row.getLong(1));
            }
          }
        });
  }
}
