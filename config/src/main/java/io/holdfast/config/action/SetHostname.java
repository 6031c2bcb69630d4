package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;

/**
 * The machine's own name.
 *
 * @param name labels of letters, digits and inner hyphens, joined by dots (RFC 1123, section 2.1),
 *     at most 64 characters as in hostname(7)
 */
public record SetHostname(String name, Place place) implements Action {

  /** Checks the name. */
  public SetHostname {
    Names.demandHostname(name);
  }

  @Override
  public String describe() {
    return "set hostname " + name;
  }
}
