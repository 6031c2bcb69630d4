package io.holdfast.inventory.index;

import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.index.database.Column;
import io.holdfast.inventory.index.database.Database;
import io.holdfast.inventory.index.database.IndexDamagedException;
import io.holdfast.inventory.index.database.Lookup;
import io.holdfast.inventory.index.database.ServerAddress;
import io.holdfast.inventory.index.database.ServerException;
import io.holdfast.inventory.query.Query;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The index. One of these a file and process, or any number a database of a server; not
 * thread-safe.
 *
 * <p>All that asks or changes throws an {@link IndexDamagedException} if a file is damaged, and a
 * {@link ServerException} if a server is lost or does not do it.
 */
public final class CarrierIndex implements AutoCloseable {
  private static final Lookup NODES =
      new Lookup(List.of("site", "name", "time"), "node", List.of(Column.number("holding_id")));

  /** All but the list of what was put in; whoever refers to another first. */
  private static final List<String> TABLES =
      List.of(
          "node",
          "barred",
          "holding_release",
          "holding",
          "file",
          "path",
          "folder",
          "carries",
          "called",
          "package",
          "release",
          "document");

  private final Database database;

  private CarrierIndex(Database database) {
    this.database = database;
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
   * Opens an index in a file; makes it if it is not there.
   *
   * @throws IndexDamagedException if the file is no index, is damaged, or is of another edition
   */
  public static CarrierIndex open(Path file) throws IOException {
    return new CarrierIndex(Database.open(file));
  }

  /**
   * Opens an index on a server; makes its tables if they are not there.
   *
   * @param told when a change has to wait for another one
   * @throws ServerException if the server cannot be reached or used, or has tables of a newer
   *     Holdfast
   */
  public static CarrierIndex open(ServerAddress address, Consumer<String> told) throws IOException {
    return new CarrierIndex(Database.open(address, told));
  }

  /** For what stands beside the index in the same database. */
  Database database() {
    return database;
  }

  /**
   * Adds an inventory that is of no release in a repository; one that is there already is left.
   *
   * @return whether it was not there
   */
  public boolean add(Inventory inventory) throws IOException {
    return database.change(() -> new InventoryImport(database).add(inventory));
  }

  /**
   * Adds a release with its inventory.
   *
   * @return whether the inventory was not there
   */
  public boolean add(ReleaseDocument release) throws IOException {
    return database.change(() -> new InventoryImport(database).add(release));
  }

  /**
   * Adds what nodes say, whole or not at all; of two statements of a node the later counts.
   *
   * @return how many were newer than what was known
   */
  public long addNodes(Iterable<NodeStatement> statements) throws IOException {
    return database.change(
        () -> {
          NodeImport nodes = new NodeImport(database);
          for (NodeStatement statement : statements) {
            nodes.add(statement);
          }
          return nodes.finish();
        });
  }

  /** Forgets all. */
  void clear() throws IOException {
    database.change(
        () -> {
          database.clear(TABLES);
          return true;
        });
  }

  /** Who carries something, and how many nodes hold it. */
  public Answer ask(Query query) throws IOException {
    return database.ask(
        () -> {
          Carriers carriers = new Carriers(database);
          carriers.addPackages(packages(query));
          return carriers.answer(Set.of());
        });
  }

  /** Who carries what a problem's records mean, and how many nodes hold it. */
  public ProblemAnswer ask(Issue issue) throws IOException {
    return database.ask(() -> new ProblemSearch(database, issue).answer());
  }

  /**
   * All releases that are known, judged by a problem's records, and all nodes with what they hold.
   * Fits into memory: a million nodes need some hundred megabytes.
   */
  public Fleet fleet(Issue issue) throws IOException {
    return database.ask(() -> new FleetReader(database, issue).read());
  }

  /** The nodes of an answer, one after the other, of which few are in memory at a time. */
  public void nodes(Answer answer, NodeVisitor visitor) throws IOException {
    database.ask(
        () -> {
          database.match(
              NODES,
              List.copyOf(new TreeSet<>(answer.holdings())),
              each -> new Object[] {each},
              (_, row) ->
                  visitor.visit(
                      new CarryingNode(row.getString(1), row.getString(2), row.getLong(3))));
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

  /** The packages that match, by number, with what is said of the match. */
  private Map<Long, Set<String>> packages(Query query) throws SQLException, IOException {
    Map<Long, Set<String>> found = new HashMap<>();
    switch (query) {
      case Query.OfPackage wanted -> {
        for (PackageRow each : PackageRow.called(database, List.of(wanted.name()))) {
          if (wanted.matches(each.component())) {
            found.put(each.id(), Set.of(each.words()));
          }
        }
      }
      case Query.OfPath(String path) -> {
        int slash = path.lastIndexOf('/');
        database.each(
            "SELECT f.package_id FROM folder d JOIN path p ON p.folder_id = d.id"
                + " JOIN file f ON f.path_id = p.id WHERE d.path = ? AND p.name = ?",
            row -> found.put(row.getLong(1), Set.of(path)),
            path.substring(0, slash),
            path.substring(slash + 1));
      }
      case Query.OfDigest(Digest digest) -> {
        ByteBuffer bytes = InventoryImport.bytes(digest);
        database.each(
            "SELECT f.package_id, d.path || '/' || p.name FROM file f JOIN path p"
                + " ON p.id = f.path_id JOIN folder d ON d.id = p.folder_id"
                + " WHERE f.digest_key = ? AND f.digest_rest = ?",
            row ->
                found.computeIfAbsent(row.getLong(1), _ -> new TreeSet<>()).add(row.getString(2)),
            bytes.getLong(),
            InventoryImport.rest(bytes));
      }
    }
    return found;
  }
}
