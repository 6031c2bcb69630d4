package io.holdfast.inventory.plan;

import io.holdfast.inventory.advisory.Advisory;
import io.holdfast.inventory.advisory.CarriedPackage;
import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.advisory.Verdict.Outcome;
import io.holdfast.release.manifest.ReleaseRef;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What a problem's records come to for a release. Pure functions. */
public final class Standings {
  private Standings() {}

  /** By the worst of the packages in it, and by the records that name the release itself. */
  public static Standing of(Issue issue, ReleaseRef release, Collection<CarriedPackage> packages) {
    if (isNamed(issue, release)) {
      return Standing.AFFECTED;
    }
    Outcome worst = Outcome.NOT_AFFECTED;
    for (CarriedPackage each : packages) {
      Outcome outcome = issue.outcome(each);
      worst = outcome.compareTo(worst) > 0 ? outcome : worst;
    }
    return switch (worst) {
      case NOT_AFFECTED -> Standing.UNAFFECTED;
      case NAME_ONLY -> Standing.NAME_ONLY;
      case AFFECTED -> Standing.AFFECTED;
    };
  }

  /** Whether a record that was not withdrawn names it, as name and version or by its manifest. */
  public static boolean isNamed(Issue issue, ReleaseRef release) {
    return isNamed(issue, release.name().text(), release.version().text())
        || namedBy(issue).anyMatch(named -> named.contains(release.manifest().toString()));
  }

  /** Whether a record that was not withdrawn names a release with this name and version. */
  public static boolean isNamed(Issue issue, String name, String version) {
    return namedBy(issue).anyMatch(named -> named.contains(name + " " + version));
  }

  private static Stream<List<String>> namedBy(Issue issue) {
    return issue.records().stream().filter(record -> !record.isWithdrawn()).map(Advisory::releases);
  }
}
