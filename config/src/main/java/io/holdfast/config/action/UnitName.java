package io.holdfast.config.action;

import io.holdfast.config.yaml.Quoted;

/**
 * A unit of systemd, named with its ending.
 *
 * @param value for example {@code web.service}; never begins with a hyphen, holds no slash
 */
public record UnitName(String value) {

  /** Checks it. */
  public UnitName {
    Names.demandUnit(value);
    int dot = value.lastIndexOf('.');
    if (dot < 1 || dot == value.length() - 1) {
      throw new IllegalArgumentException(
          Quoted.of(value) + " has no ending; write the whole name, such as web.service");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
