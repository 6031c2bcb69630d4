package io.holdfast.config.template.function;

import java.time.Instant;
import java.util.Map;

/**
 * What functions may know besides their arguments. Given from outside, so that the same values
 * always give the same text.
 *
 * @param now what {@code now} says
 * @param random where chance comes from
 * @param environment what {@code env} sees
 */
public record Surroundings(Instant now, Chance random, Map<String, String> environment) {

  /** Keeps the environment from being changed. */
  public Surroundings {
    environment = Map.copyOf(environment);
  }
}
