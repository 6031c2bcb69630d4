package io.holdfast.inventory.index;

import io.holdfast.inventory.advisory.Advisory;
import io.holdfast.inventory.advisory.CarriedPackage;
import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.advisory.Statement;
import io.holdfast.inventory.index.database.Database;
import io.holdfast.inventory.plan.Standing;
import io.holdfast.inventory.plan.Standings;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a problem's records mean of all that is in the index: each package is judged once, whoever
 * carries it. Not thread-safe.
 */
final class ProblemSearch {
  /** What is told of a release that a record names. */
  static final String ITSELF = "the release itself";

  private final Database database;
  private final Issue issue;
  private final Carriers affected;
  private final Carriers nameOnly;

  ProblemSearch(Database database, Issue issue) throws SQLException, IOException {
    this.database = database;
    this.issue = issue;
    this.affected = new Carriers(database);
    this.nameOnly = new Carriers(database);
    judgePackages();
    if (issue.records().stream().anyMatch(record -> !record.releases().isEmpty())) {
      judgeReleases();
    }
    nameOnly.withoutDocuments(affected.documents());
  }

  ProblemAnswer answer() throws SQLException, IOException {
    Answer first = affected.answer(Set.of());
    return new ProblemAnswer(first, nameOnly.answer(first.holdings()));
  }

  /**
   * What it comes to for a release, as it would by its document alone.
   *
   * @param document its number; 0 if it is not known
   */
  Standing standing(ReleaseRef release, long document) {
    if (Standings.isNamed(issue, release) || affected.documents().contains(document)) {
      return Standing.AFFECTED;
    }
    if (document == 0) {
      return Standing.UNKNOWN;
    }
    return nameOnly.documents().contains(document) ? Standing.NAME_ONLY : Standing.UNAFFECTED;
  }

  /** A release of the index: its manifest, name and version are the row's first three. */
  static ReleaseRef release(ResultSet row) throws SQLException {
    return new ReleaseRef(
        new ReleaseName(row.getString(2)),
        new Version(row.getString(3)),
        Digest.of(row.getBytes(1), 0));
  }

  private void judgePackages() throws SQLException, IOException {
    Set<String> names = new TreeSet<>();
    for (Advisory record : issue.records()) {
      record.statements().stream().map(Statement::name).forEach(names::add);
    }
    Map<Long, Set<String>> bad = new HashMap<>();
    Map<Long, Set<String>> doubtful = new HashMap<>();
    for (PackageRow each : PackageRow.called(database, names)) {
      switch (issue.outcome(CarriedPackage.of(each.component()))) {
        case AFFECTED -> bad.put(each.id(), Set.of(each.words()));
        case NAME_ONLY -> doubtful.put(each.id(), Set.of(each.words()));
        case NOT_AFFECTED -> {}
      }
    }
    affected.addPackages(bad);
    nameOnly.addPackages(doubtful);
  }

  private void judgeReleases() throws SQLException, IOException {
    database.each(
        "SELECT manifest, name, version, id, coalesce(document_id, 0) FROM release",
        row -> {
          if (Standings.isNamed(issue, release(row))) {
            if (row.getLong(5) == 0) {
              affected.addRelease(row.getLong(4), ITSELF);
            } else {
              affected.addDocument(row.getLong(5), Set.of(ITSELF));
            }
          }
        });
  }
}
