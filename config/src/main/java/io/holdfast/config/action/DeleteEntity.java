package io.holdfast.config.action;

import io.holdfast.config.account.Entity;
import io.holdfast.config.yaml.Place;

/** A line of a file of accounts that is to be there no longer. */
public record DeleteEntity(TargetPath file, Entity entity, Place place) implements Action {

  @Override
  public String describe() {
    return "delete " + entity.name() + " from " + file;
  }
}
