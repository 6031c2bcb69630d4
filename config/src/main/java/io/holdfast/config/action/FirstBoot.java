package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Quoted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings for systemd-firstboot(1).
 *
 * @param settings option to value; {@code true} is an option without a value
 */
public record FirstBoot(Map<String, String> settings, Place place) implements Action {

  /** Checks the names. */
  public FirstBoot {
    Map<String, String> sorted = new TreeMap<>();
    settings.forEach(
        (name, value) -> {
          String option = name.toLowerCase(Locale.ROOT);
          if (!option.matches("[a-z][a-z0-9-]{0,63}") || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                Quoted.of(name) + " is no option of systemd-firstboot");
          }
          sorted.put(option, value);
        });
    settings = Collections.unmodifiableMap(sorted);
  }

  /** As the program takes them, in the order of their names. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    settings.forEach(
        (name, value) ->
            arguments.add(value.equals("true") ? "--" + name : "--" + name + "=" + value));
    return arguments;
  }

  @Override
  public String describe() {
    return "run systemd-firstboot for " + String.join(", ", settings.keySet());
  }
}
