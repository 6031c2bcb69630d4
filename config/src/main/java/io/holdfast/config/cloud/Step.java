package io.holdfast.config.cloud;

import io.holdfast.config.action.Action;
import io.holdfast.config.yaml.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration does in one go.
 *
 * @param moment when
 * @param name what its author calls it; may be empty
 * @param condition a line for {@code /bin/sh -c} that must end with 0 for the actions to be done;
 *     null for always
 * @param actions in the order in which Kairos does them: folders, files, commands, hostname, kernel
 *     parameters, users, keys, modules, units, environment
 */
public record Step(
    Moment moment, String name, @Nullable String condition, List<Action> actions, Place place) {

  /** Copies. */
  public Step {
    actions = List.copyOf(actions);
  }
}
