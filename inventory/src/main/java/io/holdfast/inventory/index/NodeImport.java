package io.holdfast.inventory.index;

import io.holdfast.inventory.index.database.Column;
import io.holdfast.inventory.index.database.Database;
import io.holdfast.inventory.index.database.Lookup;
import io.holdfast.inventory.index.database.Table;
import io.holdfast.inventory.statement.Exposure;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.inventory.statement.NodeStatement.Holding;
import io.holdfast.inventory.statement.Role;
import io.holdfast.release.Digest;
import io.holdfast.release.manifest.ReleaseRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts what nodes say into the index, some thousand at a time. Nodes that hold the same releases in
 * the same roles share one row that says so and how many they are. For one change; not thread-safe.
 */
final class NodeImport {
  private static final int AT_ONCE = 2_000;

  private static final Lookup NODE =
      new Lookup(
          List.of("time", "holding_id"), "node", List.of(Column.text("site"), Column.text("name")));
  private static final Table NODES =
      new Table(
          "node",
          2,
          List.of(
              Column.text("site"),
              Column.text("name"),
              Column.number("time"),
              Column.number("exposure"),
              Column.number("holding_id")),
          Table.Known.REPLACED);
  private static final Lookup HOLDING =
      new Lookup(List.of("id"), "holding", List.of(Column.bytes("fingerprint")));
  private static final Table HOLDINGS =
      Table.of("holding", Column.number("id"), Column.bytes("fingerprint"), Column.number("nodes"));
  private static final Table HELD =
      Table.of(
          "holding_release",
          Column.number("release_id"),
          Column.number("holding_id"),
          Column.number("roles"));
  private static final Table BARRED =
      Table.of("barred", Column.number("holding_id"), Column.bytes("manifest"));
  private static final Lookup COUNT =
      new Lookup(List.of("nodes"), "holding", List.of(Column.number("id")));
  private static final Table COUNTS =
      Table.of("holding", Column.number("id"), Column.number("nodes"));

  private final Database database;
  private final List<NodeStatement> waiting = new ArrayList<>();
  private long newer;

  NodeImport(Database database) {
    this.database = database;
  }

  private record Name(String site, String node) {
    static Name of(NodeStatement statement) {
      return new Name(statement.site(), statement.node());
    }
  }

  /** What is known of a node. */
  private record Known(long time, long holding) {}

  /** What a node holds, as the tables have it. */
  private record Held(Map<Long, Integer> roles, Set<Digest> barred) {
    Fingerprint fingerprint() {
      String words =
          Stream.concat(
                  roles.entrySet().stream().map(each -> each.getKey() + ":" + each.getValue()),
                  barred.stream().map(each -> "-" + each.hex()))
              .collect(Collectors.joining(" "));
      MessageDigest hash = Digest.newHash();
      hash.update(words.getBytes(StandardCharsets.UTF_8));
      return Fingerprint.of(hash);
    }
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

  /** Adds a statement; what is known of the node and as new stays. */
  void add(NodeStatement statement) throws SQLException, IOException {
    waiting.add(statement);
    if (waiting.size() >= AT_ONCE) {
      addWaiting();
    }
  }

  /**
   * Adds what is left.
   *
   * @return how many of all were newer than what was known before each
   */
  long finish() throws SQLException, IOException {
    addWaiting();
    return newer;
  }

  private void addWaiting() throws SQLException, IOException {
    Map<Name, Known> before = known();
    Map<Name, Long> times = new HashMap<>();
    List<NodeStatement> news = new ArrayList<>();
    Map<Name, NodeStatement> last = new LinkedHashMap<>();
    for (NodeStatement each : waiting) {
      Name name = Name.of(each);
      Known known = before.get(name);
      Long time = times.getOrDefault(name, known == null ? null : (Long) known.time());
      if (time == null || time < each.time()) {
        times.put(name, each.time());
        news.add(each);
        last.put(name, each);
      }
    }
    newer += news.size();
    waiting.clear();
    if (!news.isEmpty()) {
      write(last, before, holdings(news));
    }
  }

  private Map<Name, Known> known() throws SQLException, IOException {
    Map<Name, Known> known = new HashMap<>();
    database.match(
        NODE,
        waiting.stream().map(Name::of).distinct().toList(),
        each -> new Object[] {each.site(), each.node()},
        (each, row) -> known.put(each, new Known(row.getLong(1), row.getLong(2))));
    return known;
  }

  private void write(
      Map<Name, NodeStatement> last, Map<Name, Known> before, Map<NodeStatement, Long> holdings)
      throws SQLException, IOException {
    Map<Long, Long> change = new TreeMap<>();
    List<Object[]> rows = new ArrayList<>();
    for (Map.Entry<Name, NodeStatement> each : last.entrySet()) {
      NodeStatement statement = each.getValue();
      long holding = holdings.getOrDefault(statement, 0L);
      Known known = before.get(each.getKey());
      if (known != null) {
        change.merge(known.holding(), -1L, Long::sum);
      }
      change.merge(holding, 1L, Long::sum);
      rows.add(
          new Object[] {
            statement.site(),
            statement.node(),
            statement.time(),
            (long) number(statement.exposure()),
            holding
          });
    }
    database.add(NODES, rows);
    List<Object[]> counts = new ArrayList<>();
    database.match(
        COUNT,
        List.copyOf(change.keySet()),
        each -> new Object[] {each},
        (each, row) ->
            counts.add(new Object[] {each, row.getLong(1) + change.getOrDefault(each, 0L)}));
    database.set(COUNTS, counts);
  }

  /** What each of the statements says that the node holds; what is not there is added. */
  private Map<NodeStatement, Long> holdings(List<NodeStatement> statements)
      throws SQLException, IOException {
    Set<ReleaseRef> spoken = new HashSet<>();
    statements.forEach(each -> each.holdings().forEach(held -> spoken.add(held.release())));
    Map<Digest, Long> releases = new ReleaseImport(database).numbers(spoken);
    Map<NodeStatement, Fingerprint> fingerprints = new HashMap<>();
    Map<Fingerprint, Held> wanted = new LinkedHashMap<>();
    for (NodeStatement each : statements) {
      Held held = held(each, releases);
      Fingerprint fingerprint = held.fingerprint();
      fingerprints.put(each, fingerprint);
      wanted.putIfAbsent(fingerprint, held);
    }
    Map<Fingerprint, Long> numbers = numbers(wanted);
    Map<NodeStatement, Long> holdings = new HashMap<>();
    fingerprints.forEach((each, print) -> holdings.put(each, numbers.getOrDefault(print, 0L)));
    return holdings;
  }

  private static Held held(NodeStatement statement, Map<Digest, Long> releases) {
    Map<Long, Integer> roles = new TreeMap<>();
    for (Holding each : statement.holdings()) {
      roles.merge(
          releases.getOrDefault(each.release().manifest(), 0L),
          bit(each.role()),
          (one, other) -> one | other);
    }
    return new Held(roles, new TreeSet<>(statement.barred()));
  }

  private Map<Fingerprint, Long> numbers(Map<Fingerprint, Held> wanted)
      throws SQLException, IOException {
    Map<Fingerprint, Long> numbers = new HashMap<>();
    database.match(
        HOLDING,
        List.copyOf(wanted.keySet()),
        each -> new Object[] {each.bytes()},
        (each, row) -> numbers.put(each, row.getLong(1)));
    List<Object[]> rows = new ArrayList<>();
    List<Object[]> held = new ArrayList<>();
    List<Object[]> barred = new ArrayList<>();
    long next = database.next("holding");
    for (Map.Entry<Fingerprint, Held> each : wanted.entrySet()) {
      if (!numbers.containsKey(each.getKey())) {
        long id = next++;
        numbers.put(each.getKey(), id);
        rows.add(new Object[] {id, each.getKey().bytes(), 0L});
        each.getValue()
            .roles()
            .forEach((release, roles) -> held.add(new Object[] {release, id, (long) roles}));
        each.getValue()
            .barred()
            .forEach(
                digest -> barred.add(new Object[] {id, InventoryImport.bytes(digest).array()}));
      }
    }
    database.add(HOLDINGS, rows);
    database.add(HELD, held);
    database.add(BARRED, barred);
    return numbers;
  }
}
