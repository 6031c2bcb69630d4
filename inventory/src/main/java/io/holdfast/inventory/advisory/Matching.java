package io.holdfast.inventory.advisory;

import io.holdfast.inventory.advisory.PackageHome.Fit;
import io.holdfast.inventory.advisory.Verdict.Outcome;
import io.holdfast.inventory.advisory.Verdict.Reason;
import io.holdfast.inventory.version.VersionOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a record means a package: the OSV schema's {@code IsVulnerable}, and CSAF 2.0's product
 * status (sections 3.2.3.9 and 4.5), with the reason. Pure functions.
 */
public final class Matching {
  private Matching() {}

  /** What a record says of a package; nothing if it does not speak of it. */
  public static Optional<Verdict> of(Advisory advisory, CarriedPackage carried) {
    List<Statement> spoken =
        advisory.statements().stream()
            .filter(each -> each.home().fits(carried.home()) != Fit.ELSEWHERE)
            .filter(each -> each.speaksOf(carried))
            .toList();
    if (spoken.isEmpty()) {
      return Optional.empty();
    }
    return decide(spoken, carried)
        .map(
            verdict ->
                advisory.isWithdrawn() && verdict.reason() != Reason.OTHER_RELEASE
                    ? new Verdict(
                        Reason.WITHDRAWN, "the record was withdrawn on " + advisory.withdrawn())
                    : verdict);
  }

  /** The statements on the package's own release decide; without any, those on others. */
  private static Optional<Verdict> decide(List<Statement> spoken, CarriedPackage carried) {
    List<Statement> own = withFit(spoken, carried, Fit.SAME);
    if (!own.isEmpty()) {
      return together(own, carried);
    }
    List<Statement> maybe = withFit(spoken, carried, Fit.UNKNOWN);
    return maybe.isEmpty()
        ? Optional.of(elsewhere(spoken))
        : together(maybe, carried).map(verdict -> doubted(verdict, carried));
  }

  private static Verdict elsewhere(List<Statement> spoken) {
    List<String> homes = spoken.stream().map(each -> each.home().toString()).distinct().toList();
    return new Verdict(Reason.OTHER_RELEASE, "it speaks of " + String.join(", ", homes) + " alone");
  }

  private static Verdict doubted(Verdict verdict, CarriedPackage carried) {
    return verdict.outcome() == Outcome.AFFECTED
        ? new Verdict(
            Reason.RELEASE_UNKNOWN,
            "the release of "
                + carried.home()
                + " is not known; if it is meant, "
                + verdict.words())
        : verdict;
  }

  private static List<Statement> withFit(List<Statement> spoken, CarriedPackage carried, Fit fit) {
    return spoken.stream().filter(each -> each.home().fits(carried.home()) == fit).toList();
  }

  /**
   * The strictest verdict of one record's statements. That a version is older than a fixed one
   * counts only where the record says nothing else of it: some records name, of all versions, only
   * the fixed.
   */
  private static Optional<Verdict> together(List<Statement> statements, CarriedPackage carried) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Statement each : statements) {
      decide(each, carried).ifPresent(verdicts::add);
    }
    boolean spelledOut = verdicts.stream().anyMatch(each -> !isOfFix(each));
    return verdicts.stream()
        .filter(each -> !spelledOut || each.reason() != Reason.BEFORE_FIX)
        .max(Comparator.comparing(Verdict::outcome).thenComparingInt(Matching::weight));
  }

  private static boolean isOfFix(Verdict verdict) {
    return verdict.reason() == Reason.BEFORE_FIX || verdict.reason() == Reason.FIXED;
  }

  /** Of two that come to the same, the one that says more. */
  private static int weight(Verdict verdict) {
    return verdict.reason() == Reason.OUT_OF_RANGE ? 0 : 1;
  }

  private static Optional<Verdict> decide(Statement statement, CarriedPackage carried) {
    return switch (statement.claim()) {
      case AFFECTED -> Optional.of(affected(statement, carried));
      case NOT_AFFECTED -> spared(statement, carried, Reason.VEX);
      case UNDER_INVESTIGATION -> spared(statement, carried, Reason.UNDER_INVESTIGATION);
      case FIXED -> Optional.of(fixed(statement, carried));
    };
  }

  private static Verdict affected(Statement statement, CarriedPackage carried) {
    String version = statement.versionOf(carried);
    @Nullable VersionOrder order = carried.home().registry().order();
    if (statement.listed().isEmpty() && statement.ranges().isEmpty()) {
      return new Verdict(Reason.EVERY_VERSION, "it says so of every version");
    }
    if (lists(statement, version, order)) {
      return new Verdict(Reason.LISTED, "it lists version " + version);
    }
    @Nullable Verdict undecided = null;
    Verdict out = new Verdict(Reason.OUT_OF_RANGE, "it does not list version " + version);
    for (VersionRange range : statement.ranges()) {
      VersionRange.Answer answer = range.decide(version, order);
      switch (answer.position()) {
        case IN -> {
          return new Verdict(Reason.IN_RANGE, answer.words());
        }
        case UNDECIDED -> undecided = new Verdict(Reason.CANNOT_COMPARE, answer.words());
        case FIXED -> out = new Verdict(Reason.FIXED, answer.words());
        case OUT -> out = new Verdict(Reason.OUT_OF_RANGE, answer.words());
      }
    }
    return undecided == null ? out : undecided;
  }

  /** Of other versions than those that it names, such a statement says nothing. */
  private static Optional<Verdict> spared(
      Statement statement, CarriedPackage carried, Reason reason) {
    return affected(statement, carried).outcome() == Outcome.AFFECTED
        ? Optional.of(
            new Verdict(reason, statement.words().isEmpty() ? "it says so" : statement.words()))
        : Optional.empty();
  }

  private static Verdict fixed(Statement statement, CarriedPackage carried) {
    String version = statement.versionOf(carried);
    @Nullable VersionOrder order = carried.home().registry().order();
    if (lists(statement, version, order)) {
      return new Verdict(Reason.FIXED, "it is fixed in " + version);
    }
    for (VersionRange range : statement.ranges()) {
      if (range.decide(version, order).position() == VersionRange.Answer.Position.IN) {
        return new Verdict(Reason.FIXED, "it is fixed in " + version);
      }
    }
    if (statement.listed().isEmpty() || order == null || !order.accepts(version)) {
      return new Verdict(
          Reason.CANNOT_COMPARE, "'" + version + "' cannot be compared with the fixed version");
    }
    for (String each : statement.listed()) {
      if (order.accepts(each) && order.compare(version, each) > 0) {
        return new Verdict(Reason.FIXED, "it is fixed in " + each);
      }
    }
    return new Verdict(
        Reason.BEFORE_FIX, "it is older than the fixed " + String.join(", ", statement.listed()));
  }

  /** By name, or as another way to write the same version. */
  private static boolean lists(Statement statement, String version, @Nullable VersionOrder order) {
    return statement.listed().stream()
        .anyMatch(each -> each.equals(version) || areEqual(each, version, order));
  }

  private static boolean areEqual(String one, String other, @Nullable VersionOrder order) {
    return order != null
        && order.accepts(one)
        && order.accepts(other)
        && order.compare(one, other) == 0;
  }
}
