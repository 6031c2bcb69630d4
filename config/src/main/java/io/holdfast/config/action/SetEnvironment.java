package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Variables in an environment file (environment.d(5), {@code EnvironmentFile=}); those of other
 * names that are in it stay.
 */
public record SetEnvironment(TargetPath file, Map<String, String> variables, Place place)
    implements Action {

  /** Where none is declared. */
  public static final TargetPath DEFAULT_FILE = new TargetPath("/etc/environment");

  /** Checks the names and values. */
  public SetEnvironment {
    variables.forEach(
        (name, value) -> {
          Names.demandVariable(name);
          if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the value of " + name + " holds U+0000");
          }
        });
    variables = Collections.unmodifiableMap(new TreeMap<>(variables));
  }

  @Override
  public String describe() {
    return "set " + String.join(", ", variables.keySet()) + " in " + file;
  }
}
