package io.holdfast.config.health;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.ScalarText;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import io.holdfast.config.yaml.YamlSequence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The form of health checks in YAML: a list of mappings with the keys {@code name}, {@code command}
 * (a list, or a text for {@code /bin/sh -c}), {@code required}, {@code timeout}, {@code retries}
 * and {@code interval}. What {@link #toYaml} writes, {@link #parse} reads back.
 */
public final class HealthChecks {
  private static final int MAX_RETRIES = 100;

  private HealthChecks() {}

  /**
   * Reads a whole document that is a list of checks; an empty one has none.
   *
   * @throws ConfigException with everything that is wrong
   */
  public static List<HealthCheck> parse(String source, String text) throws ConfigException {
    YamlNode root = YamlDocument.parse(source, text);
    List<HealthCheck> checks = List.of();
    if (root instanceof YamlSequence sequence) {
      checks = read(sequence);
    } else if (!root.isNull()) {
      root.problem("it must be a list of health checks, not " + root.kind());
    }
    root.problems().throwIfAny();
    return checks;
  }

  /** Reads a list inside a document; checks with problems are left out, and the problems noted. */
  public static List<HealthCheck> read(YamlSequence list) {
    Set<String> names = new HashSet<>();
    return List.copyOf(list.read(mapping -> readOne(mapping, names)));
  }

  /**
   * Writes a list in the form that {@link #parse} reads, always the same bytes for the same checks.
   * Times are written to the millisecond.
   */
  public static String toYaml(List<HealthCheck> checks) {
    if (checks.isEmpty()) {
      return "[]\n";
    }
    StringBuilder out = new StringBuilder();
    for (HealthCheck check : checks) {
      out.append("- name: ").append(ScalarText.text(check.name()));
      out.append("\n  required: ").append(check.level() == Level.REQUIRED);
      out.append("\n  command:");
      check.command().forEach(argument -> out.append("\n    - ").append(ScalarText.text(argument)));
      out.append("\n  timeout: ").append(ScalarText.duration(check.limit()));
      out.append("\n  retries: ").append(check.retries());
      out.append("\n  interval: ").append(ScalarText.duration(check.interval())).append('\n');
    }
    return out.toString();
  }

  private static HealthCheck readOne(YamlMapping mapping, Set<String> names) {
    mapping.allowOnly("name", "required", "command", "timeout", "retries", "interval");
    String name = mapping.text("name");
    if (!name.isEmpty() && !names.add(name)) {
      mapping.problemWith("name", "another check has this name already");
    }
    return new HealthCheck(
        name,
        mapping.flag("required", true) ? Level.REQUIRED : Level.WANTED,
        command(mapping),
        mapping.duration("timeout", HealthCheck.DEFAULT_LIMIT),
        (int) mapping.number("retries", 0, MAX_RETRIES, HealthCheck.DEFAULT_RETRIES),
        mapping.duration("interval", HealthCheck.DEFAULT_INTERVAL));
  }

  private static List<String> command(YamlMapping mapping) {
    if (mapping.find("command").orElse(null) instanceof YamlScalar scalar) {
      return List.of("/bin/sh", "-c", scalar.text());
    }
    return mapping.texts("command");
  }
}
