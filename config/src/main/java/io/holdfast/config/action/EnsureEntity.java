package io.holdfast.config.action;

import io.holdfast.config.account.Entity;
import io.holdfast.config.yaml.Place;

/** A line of a file of accounts that is to be there. */
public record EnsureEntity(TargetPath file, Entity entity, Place place) implements Action {

  @Override
  public String describe() {
    return "ensure " + entity.name() + " in " + file;
  }
}
