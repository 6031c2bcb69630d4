package io.holdfast.inventory.plan;

import io.holdfast.inventory.advisory.Advisory;
import io.holdfast.inventory.advisory.CarriedPackage;
import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.advisory.Issue.Judgement;
import io.holdfast.inventory.advisory.Verdict.Outcome;
import io.holdfast.release.manifest.ReleaseRef;
import java.util.Collection;
import java.util.Optional;

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
      Optional<Judgement> judgement = issue.judge(each);
      Outcome outcome =
          judgement.map(found -> found.deciding().verdict().outcome()).orElse(Outcome.NOT_AFFECTED);
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
    String words = release.name() + " " + release.version();
    return issue.records().stream()
        .filter(record -> !record.isWithdrawn())
        .map(Advisory::releases)
        .anyMatch(named -> named.contains(words) || named.contains(release.manifest().toString()));
  }
}
