package io.holdfast.config.health;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Placed;
import io.holdfast.config.yaml.ScalarText;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import io.holdfast.config.yaml.YamlSequence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The form of health checks in YAML: a list of mappings with the keys {@code name}, {@code command}
 * (a list, or a text for {@code /bin/sh -c}), {@code required}, {@code timeout}, {@code retries}
 * and {@code interval}. What {@link #toYaml} writes, {@link #parse} reads back.
 */
public final class HealthChecks {
  /** Each may take minutes of every round; a unit that checks more is one check. */
  public static final int MOST = 64;

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
    return read(list, List.of()).stream().map(Placed::value).toList();
  }

  /**
   * The same for a list that adds to others: a check that has the name of one declared before is a
   * problem that says where that is.
   *
   * @param before what was declared already
   * @return what this list adds
   */
  public static List<Placed<HealthCheck>> read(
      YamlSequence list, List<Placed<HealthCheck>> before) {
    if (list.items().size() > MOST - before.size()) {
      list.problem("a configuration has at most " + MOST + " health checks");
      return List.of();
    }
    Map<String, Place> names = new HashMap<>();
    before.forEach(check -> names.put(check.value().name(), check.place()));
    return List.copyOf(
        list.read(mapping -> new Placed<>(readOne(mapping, names), mapping.place())));
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

  private static HealthCheck readOne(YamlMapping mapping, Map<String, Place> names) {
    mapping.allowOnly("name", "required", "command", "timeout", "retries", "interval");
    String name = mapping.text("name");
    Place other = name.isEmpty() ? null : names.putIfAbsent(name, mapping.place());
    if (other != null) {
      mapping.problemWith("name", "another check has this name already (at " + other + ")");
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
