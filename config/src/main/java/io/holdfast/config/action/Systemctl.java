package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;
import java.util.Locale;

/** A change to a unit of systemd. */
public record Systemctl(Verb verb, String unit, Place place) implements Action {

  /** What is done to it; in the order in which a step does them. */
  public enum Verb {
    /** Started at every boot. */
    ENABLE,
    /** No longer started at boot. */
    DISABLE,
    /** Never started by anything. */
    MASK,
    /** Started now, once the changes above it are made. */
    START;

    /** As systemctl(1) spells it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the name. */
  public Systemctl {
    Names.demandUnit(unit);
  }

  @Override
  public String describe() {
    return verb.word() + " " + unit;
  }
}
