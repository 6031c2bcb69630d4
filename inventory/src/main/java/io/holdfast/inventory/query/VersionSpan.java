package io.holdfast.inventory.query;

import io.holdfast.inventory.Ecosystem;
import io.holdfast.inventory.version.VersionOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Which versions count: all bounds must hold, in the order of the package's own ecosystem.
 *
 * @param bounds none for every version
 */
public record VersionSpan(List<Bound> bounds) {
  /** Every version. */
  public static final VersionSpan ANY = new VersionSpan(List.of());

  /** A person writes two. */
  private static final int MAX_BOUNDS = 16;

  private static final List<String> OPERATORS = List.of(">=", "<=", "!=", ">", "<", "=");

  /**
   * One of them.
   *
   * @param operator one of {@code < <= = != >= >}
   */
  public record Bound(String operator, String version) {}

  /** Copies. */
  public VersionSpan {
    bounds = List.copyOf(bounds);
  }

  /**
   * Reads one version, or bounds with commas between them: {@code >=5.6.0,<5.6.2}.
   *
   * @throws IllegalArgumentException if a bound has no version, or there are too many
   */
  public static VersionSpan parse(String text) {
    List<Bound> bounds = new ArrayList<>();
    for (String word : text.split(",", MAX_BOUNDS + 1)) {
      String operator = OPERATORS.stream().filter(word.strip()::startsWith).findFirst().orElse("");
      String version = word.strip().substring(operator.length()).strip();
      if (version.isEmpty() || bounds.size() == MAX_BOUNDS) {
        throw new IllegalArgumentException(
            "'" + text + "' says no versions; write one, or a range such as >=5.6.0,<5.6.2");
      }
      bounds.add(new Bound(operator.isEmpty() ? "=" : operator, version));
    }
    return new VersionSpan(bounds);
  }

  /**
   * Whether a version is within. One that its ecosystem cannot order is within only if it is
   * written like a bound that wants it.
   */
  public boolean contains(Ecosystem ecosystem, String version) {
    VersionOrder order =
        switch (ecosystem) {
          case DEB -> VersionOrder.DPKG;
          case RPM -> VersionOrder.RPM;
          case APK -> VersionOrder.APK;
          case MAVEN -> VersionOrder.MAVEN;
          case GENERIC -> VersionOrder.SEMVER;
        };
    return bounds.stream().allMatch(bound -> holds(order, bound, version));
  }

  private static boolean holds(VersionOrder order, Bound bound, String version) {
    if (!order.accepts(version) || !order.accepts(bound.version)) {
      return version.equals(bound.version) != bound.operator.equals("!=")
          && !bound.operator.equals("<")
          && !bound.operator.equals(">");
    }
    int compared = order.compare(version, bound.version);
    return switch (bound.operator) {
      case "<" -> compared < 0;
      case "<=" -> compared <= 0;
      case ">" -> compared > 0;
      case ">=" -> compared >= 0;
      case "!=" -> compared != 0;
      default -> compared == 0;
    };
  }
}
