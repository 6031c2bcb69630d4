package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;

/** A kernel module and those it needs. */
public record LoadModule(String module, Place place) implements Action {

  /** Checks the name. */
  public LoadModule {
    Names.demandModule(module);
  }

  @Override
  public String describe() {
    return "load module " + module;
  }
}
