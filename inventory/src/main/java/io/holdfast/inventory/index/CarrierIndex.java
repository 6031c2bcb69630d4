package io.holdfast.inventory.index;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.Inventory.Subject;
import io.holdfast.inventory.query.Query;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.inventory.statement.Role;
import io.holdfast.release.Digest;
import io.holdfast.release.manifest.ReleaseRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
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
import org.jspecify.annotations.Nullable;

/** The index. One of these a file and process; not thread-safe. */
public final class CarrierIndex implements AutoCloseable {
  private final Database database;
  private final InventoryImport inventories;
  private final NodeImport nodes;

  private CarrierIndex(Database database) {
    this.database = database;
    this.inventories = new InventoryImport(database);
    this.nodes = new NodeImport(database);
  }

  /** A node that carries what was asked for. */
  public record CarryingNode(String site, String name, long time) {}

  /** Hears of each node. */
  @FunctionalInterface
  public interface NodeVisitor {
    /** One node; none comes twice. */
    void visit(CarryingNode node) throws IOException;
  }

  /**
   * Opens an index; makes it if it is not there.
   *
   * @throws IndexDamagedException if the file is no index, is damaged, or is of another edition
   */
  public static CarrierIndex open(Path file) throws IOException {
    return new CarrierIndex(Database.open(file));
  }

  /**
   * Adds an inventory; one that is there already is left.
   *
   * @param release whose it is; null for that of an extension or of content
   * @return whether it was not there
   * @throws IndexDamagedException if the file is damaged
   */
  public boolean add(Inventory inventory, @Nullable ReleaseRef release) throws IOException {
    return database.change(() -> inventories.add(inventory, release));
  }

  /**
   * Adds what nodes say, whole or not at all; of two statements of a node the later counts.
   *
   * @return how many were newer than what was known
   * @throws IndexDamagedException if the file is damaged
   */
  public long addNodes(Iterable<NodeStatement> statements) throws IOException {
    return database.change(
        () -> {
          long added = 0;
          for (NodeStatement statement : statements) {
            added += nodes.add(statement) ? 1 : 0;
          }
          return added;
        });
  }

  /**
   * Who carries something, and how many nodes hold it.
   *
   * @throws IndexDamagedException if the file is damaged
   */
  public Answer ask(Query query) throws IOException {
    return database.ask(
        () -> {
          Map<Long, Set<String>> matches = new LinkedHashMap<>();
          for (Map.Entry<Long, String> match : packages(query)) {
            database.each(
                "SELECT document_id FROM carries WHERE package_id = ?",
                row ->
                    matches
                        .computeIfAbsent(row.getLong(1), _ -> new TreeSet<>())
                        .add(match.getValue()),
                match.getKey());
          }
          return answer(matches);
        });
  }

  /**
   * The nodes of an answer, one after the other.
   *
   * @throws IndexDamagedException if the file is damaged
   */
  public void nodes(Answer answer, NodeVisitor visitor) throws IOException {
    database.ask(
        () -> {
          for (long holding : new TreeSet<>(answer.holdings())) {
            database.each(
                "SELECT site, name, time FROM node WHERE holding_id = ?",
                row ->
                    visitor.visit(
                        new CarryingNode(row.getString(1), row.getString(2), row.getLong(3))),
                holding);
          }
          return true;
        });
  }

  /** How many inventories and nodes there are. */
  public Size size() throws IOException {
    return database.ask(
        () ->
            new Size(
                database.number("SELECT count(*) FROM document"),
                database.number("SELECT count(*) FROM node")));
  }

  /** How much is in an index. */
  public record Size(long inventories, long nodes) {}

  @Override
  public void close() throws IOException {
    database.close();
  }

  private Answer answer(Map<Long, Set<String>> matches) throws SQLException, IOException {
    List<Carrier> carriers = new ArrayList<>();
    Map<Long, Long> nodesOf = new HashMap<>();
    Map<Role, Set<Long>> holdingsOf = new EnumMap<>(Role.class);
    for (Map.Entry<Long, Set<String>> match : matches.entrySet()) {
      database.each(
          "SELECT kind, name, version, built FROM document WHERE id = ?",
          row ->
              carriers.add(
                  new Carrier(
                      new Subject(
                          Subject.Kind.valueOf(row.getString(1)),
                          row.getString(2),
                          row.getString(3),
                          row.getLong(4)),
                      List.copyOf(match.getValue()))),
          match.getKey());
      database.each(
          "SELECT h.id, h.nodes, r.roles FROM document d JOIN holding_release r"
              + " ON r.release_id = d.release_id JOIN holding h ON h.id = r.holding_id"
              + " WHERE d.id = ?",
          row -> {
            nodesOf.put(row.getLong(1), row.getLong(2));
            for (Role role : Role.values()) {
              if ((row.getInt(3) & NodeImport.bit(role)) != 0) {
                holdingsOf.computeIfAbsent(role, _ -> new HashSet<>()).add(row.getLong(1));
              }
            }
          },
          match.getKey());
    }
    carriers.sort(
        Comparator.comparing((Carrier each) -> each.subject().kind())
            .thenComparing(each -> each.subject().name())
            .thenComparing(each -> each.subject().version()));
    Map<Role, Long> byRole = new EnumMap<>(Role.class);
    holdingsOf.forEach(
        (role, holdings) ->
            byRole.put(
                role, holdings.stream().mapToLong(id -> nodesOf.getOrDefault(id, 0L)).sum()));
    return new Answer(
        carriers,
        nodesOf.values().stream().mapToLong(Long::longValue).sum(),
        byRole,
        nodesOf.keySet());
  }

  /** The packages that match, with what is said of the match. */
  private List<Map.Entry<Long, String>> packages(Query query) throws SQLException {
    return switch (query) {
      case Query.OfPackage wanted -> {
        List<Map.Entry<Long, String>> found = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (String column : List.of("name", "source")) {
          database
              .list(
                  "SELECT id, kind, ecosystem, name, version, architecture, source, source_version,"
                      + " purl, location FROM package WHERE ecosystem <> '' AND "
                      + column
                      + " = ?",
                  row -> Map.entry(row.getLong(1), component(row)),
                  wanted.name())
              .forEach(
                  each -> {
                    if (wanted.matches(each.getValue()) && seen.add(each.getKey())) {
                      Component component = each.getValue();
                      found.add(
                          Map.entry(each.getKey(), component.name() + " " + component.version()));
                    }
                  });
        }
        yield found;
      }
      case Query.OfPath(String path) -> {
        int slash = path.lastIndexOf('/');
        yield database.list(
            "SELECT f.package_id, ? FROM folder d JOIN path p ON p.folder_id = d.id"
                + " JOIN file f ON f.path_id = p.id WHERE d.path = ? AND p.name = ?",
            row -> Map.entry(row.getLong(1), row.getString(2)),
            path,
            path.substring(0, slash),
            path.substring(slash + 1));
      }
      case Query.OfDigest(Digest digest) -> {
        ByteBuffer bytes = InventoryImport.bytes(digest);
        yield database.list(
            "SELECT f.package_id, d.path || '/' || p.name FROM file f JOIN path p"
                + " ON p.id = f.path_id JOIN folder d ON d.id = p.folder_id"
                + " WHERE f.digest_key = ? AND f.digest_rest = ?",
            row -> Map.entry(row.getLong(1), row.getString(2)),
            bytes.getLong(),
            InventoryImport.rest(bytes));
      }
    };
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
