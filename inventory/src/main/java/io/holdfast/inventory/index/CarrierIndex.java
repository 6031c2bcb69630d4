package io.holdfast.inventory.index;

import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.query.Query;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
   * Adds an inventory that is of no release in a repository; one that is there already is left.
   *
   * @return whether it was not there
   * @throws IndexDamagedException if the file is damaged
   */
  public boolean add(Inventory inventory) throws IOException {
    return database.change(() -> inventories.add(inventory));
  }

  /**
   * Adds a release with its inventory.
   *
   * @return whether the inventory was not there
   * @throws IndexDamagedException if the file is damaged
   */
  public boolean add(ReleaseDocument release) throws IOException {
    return database.change(() -> inventories.add(release));
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
          Carriers carriers = new Carriers(database);
          for (Map.Entry<Long, String> match : packages(query)) {
            carriers.addPackage(match.getKey(), match.getValue());
          }
          return carriers.answer(Set.of());
        });
  }

  /**
   * Who carries what a problem's records mean, and how many nodes hold it.
   *
   * @throws IndexDamagedException if the file is damaged
   */
  public ProblemAnswer ask(Issue issue) throws IOException {
    return database.ask(() -> new ProblemSearch(database, issue).answer());
  }

  /**
   * All releases that are known, judged by a problem's records, and all nodes with what they hold.
   * Fits into memory: a million nodes need some hundred megabytes.
   *
   * @throws IndexDamagedException if the file is damaged
   */
  public Fleet fleet(Issue issue) throws IOException {
    return database.ask(() -> new FleetReader(database, issue).read());
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

  /** The packages that match, with what is said of the match. */
  private List<Map.Entry<Long, String>> packages(Query query) throws SQLException {
    return switch (query) {
      case Query.OfPackage wanted -> {
        List<Map.Entry<Long, String>> found = new ArrayList<>();
        for (PackageRow each : PackageRow.called(database, wanted.name())) {
          if (wanted.matches(each.component())) {
            found.add(Map.entry(each.id(), each.words()));
          }
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
}
