package io.holdfast.inventory.index;

import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.index.database.Column;
import io.holdfast.inventory.index.database.Database;
import io.holdfast.inventory.index.database.Lookup;
import io.holdfast.inventory.plan.HoldingNode;
import io.holdfast.inventory.plan.HoldingNode.Held;
import io.holdfast.inventory.plan.KnownRelease;
import io.holdfast.inventory.plan.Place;
import io.holdfast.inventory.statement.Exposure;
import io.holdfast.inventory.statement.Role;
import io.holdfast.release.Digest;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.ReleaseRef;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a plan is made of. Not thread-safe. */
final class FleetReader {
  private static final List<Column> OF_HOLDING = List.of(Column.number("holding_id"));
  private static final Lookup HELD =
      new Lookup(List.of("release_id", "roles"), "holding_release", OF_HOLDING);
  private static final Lookup BARRED = new Lookup(List.of("manifest"), "barred", OF_HOLDING);
  private static final Lookup NODES =
      new Lookup(List.of("site", "name", "exposure"), "node", OF_HOLDING);

  private final Database database;
  private final ProblemSearch problem;
  private final Map<Long, ReleaseRef> releases = new HashMap<>();

  /** What nodes hold, by the number of the holding that they share. */
  private final Map<Long, Shared> holdings = new HashMap<>();

  private record Shared(List<Held> held, Set<Digest> barred) {
    boolean isClear() {
      return held.stream().filter(each -> each.place() == Place.RUNNING).count() == 1;
    }
  }

  FleetReader(Database database, Issue issue) throws SQLException, IOException {
    this.database = database;
    this.problem = new ProblemSearch(database, issue);
  }

  Fleet read() throws SQLException, IOException {
    List<KnownRelease> known = releases();
    List<Long> numbers =
        database.list("SELECT id FROM holding WHERE nodes > 0", row -> row.getLong(1));
    numbers.forEach(each -> holdings.put(each, new Shared(new ArrayList<>(), new HashSet<>())));
    database.match(HELD, numbers, FleetReader::key, this::addHeld);
    database.match(
        BARRED,
        numbers,
        FleetReader::key,
        (each, row) -> of(each).barred().add(Digest.of(row.getBytes(1), 0)));
    List<HoldingNode> nodes = new ArrayList<>();
    List<String> unclear = new ArrayList<>();
    database.match(
        NODES, numbers, FleetReader::key, (each, row) -> add(row, of(each), nodes, unclear));
    return new Fleet(known, nodes, unclear);
  }

  private static Object[] key(Long holding) {
    return new Object[] {holding};
  }

  private Shared of(Long holding) {
    return holdings.getOrDefault(holding, new Shared(List.of(), Set.of()));
  }

  private void addHeld(Long holding, ResultSet row) throws SQLException {
    ReleaseRef release = releases.get(row.getLong(1));
    if (release != null) {
      for (Role role : NodeImport.roles(row.getInt(2))) {
        of(holding).held().add(new Held(place(role), release));
      }
    }
  }

  private static void add(
      ResultSet row, Shared shared, List<HoldingNode> nodes, List<String> unclear)
      throws SQLException {
    String site = row.getString(1);
    String name = row.getString(2);
    if (shared.isClear()) {
      Exposure exposure = NodeImport.exposure(row.getInt(3));
      nodes.add(new HoldingNode(name, site, exposure, shared.held(), shared.barred()));
    } else {
      unclear.add(site + "/" + name);
    }
  }

  private List<KnownRelease> releases() throws SQLException, IOException {
    List<KnownRelease> known = new ArrayList<>();
    database.each(
        "SELECT manifest, name, version, id, coalesce(document_id, 0), architecture FROM release",
        row -> {
          ReleaseRef release = ProblemSearch.release(row);
          releases.put(row.getLong(4), release);
          String architecture = row.getString(6);
          known.add(
              new KnownRelease(
                  release,
                  architecture.isEmpty() ? null : Architecture.parse(architecture),
                  problem.standing(release, row.getLong(5)),
                  false));
        });
    return known;
  }

  private static Place place(Role role) {
    return switch (role) {
      case RUNNING -> Place.RUNNING;
      case LAST_KNOWN_GOOD -> Place.LAST_KNOWN_GOOD;
      case RECOVERY -> Place.RECOVERY;
      case STAGED -> Place.STAGED;
      case OLDER -> Place.OLDER;
    };
  }
}
