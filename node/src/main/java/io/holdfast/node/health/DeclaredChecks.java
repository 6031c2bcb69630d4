package io.holdfast.node.health;

import io.holdfast.config.health.HealthCheck;
import io.holdfast.config.yaml.Placed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The checks that a configuration adds to those of the release. One that has the name of another is
 * left out: evidence, status and a person tell checks apart by their names. Pure.
 *
 * @param checks what is run
 * @param problems a line for each that is left out
 */
public record DeclaredChecks(List<Check> checks, List<String> problems) {
  /** The names of what Holdfast itself looks at, on every node or on some. */
  private static final Set<String> OWN =
      Set.of("units", "agent", "disks", "clock", "root", "extensions", "trust", "steps");

  /** Copies. */
  public DeclaredChecks {
    checks = List.copyOf(checks);
    problems = List.copyOf(problems);
  }

  /**
   * Those of a configuration.
   *
   * @param release the checks that a node has without it
   */
  public static DeclaredChecks besides(List<Check> release, List<Placed<HealthCheck>> declared) {
    Set<String> taken = new HashSet<>(OWN);
    release.forEach(check -> taken.add(check.name()));
    List<Check> checks = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Placed<HealthCheck> one : declared) {
      String name = one.value().name();
      if (taken.contains(name)) {
        problems.add(
            one.place()
                + ": health check "
                + name
                + " is not run, for the release has one of this name; give it another");
      } else {
        checks.add(CommandCheck.of(one.value()));
      }
    }
    return new DeclaredChecks(checks, problems);
  }
}
