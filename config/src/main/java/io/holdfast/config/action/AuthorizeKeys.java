package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;
import java.util.List;

/** Keys with which a user may log in through SSH, added to those already there. */
public record AuthorizeKeys(String user, List<SshKey> keys, Place place) implements Action {

  /** Checks the name. */
  public AuthorizeKeys {
    Names.demandAccount(user);
    keys = List.copyOf(keys);
  }

  @Override
  public String describe() {
    return "authorize " + keys.size() + (keys.size() == 1 ? " key" : " keys") + " for " + user;
  }
}
