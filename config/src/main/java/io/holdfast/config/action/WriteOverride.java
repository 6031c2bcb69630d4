package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;
import java.util.List;

/**
 * A file that changes a unit of systemd (systemd.unit(5), "drop-in").
 *
 * @param unit with its ending
 * @param name of the file, with its ending {@code .conf}
 */
public record WriteOverride(String unit, String name, FileContent content, Place place)
    implements Action {
  /** Where none is declared, as in Kairos. */
  public static final String DEFAULT_NAME = "override-yip.conf";

  private static final String ENDING = ".conf";
  private static final List<String> KINDS =
      List.of(
          ".service",
          ".socket",
          ".timer",
          ".mount",
          ".path",
          ".target",
          ".slice",
          ".scope",
          ".device",
          ".swap",
          ".automount");

  /** Adds the endings that are left out, and checks. */
  public WriteOverride {
    String given = unit;
    unit = KINDS.stream().anyMatch(given::endsWith) ? given : given + ".service";
    name = name.endsWith(ENDING) ? name : name + ENDING;
    Names.demandUnit(unit);
    Names.demandUnit(name);
  }

  /** Where it lies. */
  public TargetPath path() {
    return new TargetPath("/etc/systemd/system/" + unit + ".d/" + name);
  }

  @Override
  public String describe() {
    return "override " + unit + " by " + name;
  }
}
