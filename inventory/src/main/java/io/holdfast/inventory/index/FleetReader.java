package io.holdfast.inventory.index;

import io.holdfast.inventory.advisory.Issue;
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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a plan is made of. Not thread-safe. */
final class FleetReader {
  private final Database database;
  private final ProblemSearch problem;
  private final Map<Long, ReleaseRef> releases = new HashMap<>();

  FleetReader(Database database, Issue issue) throws SQLException, IOException {
    this.database = database;
    this.problem = new ProblemSearch(database, issue);
  }

  Fleet read() throws SQLException, IOException {
    List<KnownRelease> known = releases();
    List<HoldingNode> nodes = new ArrayList<>();
    List<String> unclear = new ArrayList<>();
    for (long holding :
        database.list("SELECT id FROM holding WHERE nodes > 0", row -> row.getLong(1))) {
      read(holding, nodes, unclear);
    }
    return new Fleet(known, nodes, unclear);
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

  private void read(long holding, List<HoldingNode> nodes, List<String> unclear)
      throws SQLException, IOException {
    List<Held> held = new ArrayList<>();
    database.each(
        "SELECT release_id, roles FROM holding_release WHERE holding_id = ?",
        row -> {
          ReleaseRef release = releases.get(row.getLong(1));
          for (Role role : NodeImport.roles(row.getInt(2))) {
            if (release != null) {
              held.add(new Held(place(role), release));
            }
          }
        },
        holding);
    Set<Digest> barred =
        new HashSet<>(
            database.list(
                "SELECT manifest FROM barred WHERE holding_id = ?",
                row -> Digest.of(row.getBytes(1), 0),
                holding));
    boolean isClear = held.stream().filter(each -> each.place() == Place.RUNNING).count() == 1;
    database.each(
        "SELECT site, name, exposure FROM node WHERE holding_id = ?",
        row -> {
          String site = row.getString(1);
          String name = row.getString(2);
          if (isClear) {
            Exposure exposure = NodeImport.exposure(row.getInt(3));
            nodes.add(new HoldingNode(name, site, exposure, held, barred));
          } else {
            unclear.add(site + "/" + name);
          }
        },
        holding);
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
