package io.holdfast.inventory.advisory;

import io.holdfast.inventory.advisory.Verdict.Outcome;
import io.holdfast.inventory.advisory.Verdict.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One problem, with all records that speak of it, whoever published them.
 *
 * @param names by which it goes, its aliases among them
 * @param records of it, in the order in which they were given
 */
public record Issue(Set<String> names, List<Advisory> records) {
  /** No problem goes by more names; the join of aliases ends there at the latest. */
  private static final int MAX_NAMES = 1000;

  /**
   * Prefixes that are written in any case, and names of one's own in capitals with a number, such
   * as {@code EDGE-2024-1}; no package of a distribution is named so.
   */
  private static final Pattern NAME =
      Pattern.compile(
          "(?i:CVE|GHSA|DSA|DLA|USN|RHSA|[a-z]+-CVE)(-[0-9A-Za-z]+)+"
              + "|[A-Z]{2,}(-[A-Za-z]+)*-[0-9]+([-:.][0-9A-Za-z]+)*");

  /** What one record says of a package. */
  public record Saying(Advisory advisory, Verdict verdict) {}

  /**
   * What all records together say of a package. Records that contradict one another are all kept,
   * and the strictest counts, but for one case: a record that says "not affected" of the package
   * with a reason (VEX) stands above a record that knows its version alone.
   *
   * @param sayings at least one
   */
  public record Judgement(CarriedPackage carried, List<Saying> sayings) {
    /** The saying that counts. */
    public Saying deciding() {
      boolean excused =
          sayings.stream().anyMatch(each -> each.verdict().reason() == Reason.VEX)
              && sayings.stream().noneMatch(Judgement::isSaidOutright);
      Saying best = sayings.getFirst();
      for (Saying each : sayings) {
        if (rank(each, excused) > rank(best, excused)) {
          best = each;
        }
      }
      return best;
    }

    /** Whether some say affected and others not, of the same release of a distribution. */
    public boolean isContradictory() {
      return sayings.stream()
              .filter(each -> each.verdict().reason() != Reason.OTHER_RELEASE)
              .filter(each -> each.verdict().reason() != Reason.WITHDRAWN)
              .map(each -> each.verdict().outcome())
              .distinct()
              .count()
          > 1;
    }

    /** A statement about the package, and no computation from its version. */
    private static boolean isSaidOutright(Saying saying) {
      return saying.advisory().format() == Advisory.Format.CSAF
          && saying.verdict().outcome() == Outcome.AFFECTED
          && saying.verdict().reason() != Reason.BEFORE_FIX;
    }

    private static int rank(Saying saying, boolean excused) {
      Reason reason = saying.verdict().reason();
      if (reason == Reason.VEX && excused) {
        return 10;
      }
      return switch (reason.outcome()) {
        case AFFECTED -> 5;
        case NAME_ONLY -> 4;
        case NOT_AFFECTED ->
            switch (reason) {
              case VEX -> 3;
              case FIXED -> 2;
              case OUT_OF_RANGE -> 1;
              default -> 0;
            };
      };
    }
  }

  /** Whether a text looks like the name of a problem, and not like that of a package. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * Finds all records of a problem. Aliases join records, of whatever name; what a record calls its
   * upstream does not, for one notice of a distribution may be about many problems.
   *
   * @param name an identifier, in any writing
   */
  public static Issue of(String name, Collection<Advisory> all) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.add(name);
    for (Advisory each : all) {
      if (each.id().equalsIgnoreCase(name)) {
        names.addAll(each.upstream());
      }
    }
    int before = 0;
    while (names.size() > before && names.size() < MAX_NAMES) {
      before = names.size();
      for (Advisory each : all) {
        if (each.names().stream().anyMatch(names::contains)) {
          names.addAll(each.names());
        }
      }
    }
    return new Issue(names, all.stream().filter(each -> each.isOf(names)).toList());
  }

  /** The name by which most know it: that of the CVE list, if it has one there. */
  public String title() {
    return names.stream()
        .filter(name -> name.regionMatches(true, 0, "CVE-", 0, "CVE-".length()))
        .findFirst()
        .orElseGet(() -> names.stream().findFirst().orElse(""));
  }

  /** What its records say of a package; nothing if none speaks of it. */
  public Optional<Judgement> judge(CarriedPackage carried) {
    List<Saying> sayings = new ArrayList<>();
    for (Advisory each : records) {
      Matching.of(each, carried).ifPresent(verdict -> sayings.add(new Saying(each, verdict)));
    }
    return sayings.isEmpty()
        ? Optional.empty()
        : Optional.of(new Judgement(carried, List.copyOf(sayings)));
  }

  /** What that comes to; not affected if no record speaks of the package. */
  public Outcome outcome(CarriedPackage carried) {
    return judge(carried)
        .map(judgement -> judgement.deciding().verdict().outcome())
        .orElse(Outcome.NOT_AFFECTED);
  }
}
