package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of systemd-timesyncd (timesyncd.conf(5)), laid over what is in the file already. */
public record SetTimeServers(Map<String, String> settings, Place place) implements Action {
  /** Where they are written, as in Kairos. */
  public static final TargetPath FILE = new TargetPath("/etc/systemd/timesyncd.conf.d/10-yip.conf");

  /** Checks the names and values. */
  public SetTimeServers {
    settings.forEach(
        (name, value) -> {
          Names.demandVariable(name);
          if (value.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw new IllegalArgumentException("the value of " + name + " is more than one line");
          }
        });
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  @Override
  public String describe() {
    return "set " + String.join(", ", settings.keySet()) + " of timesyncd";
  }
}
