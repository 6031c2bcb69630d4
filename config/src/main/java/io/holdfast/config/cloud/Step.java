package io.holdfast.config.cloud;

import io.holdfast.config.action.Action;
import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Placed;
import java.util.List;

/**
 * What a configuration does in one go.
 *
 * @param stage when: its key, such as {@code boot.after}
 * @param document what its file calls itself, or the file; steps of other files name it by that
 * @param name what its author calls it; may be empty
 * @param conditions what must hold for the actions to be done
 * @param after steps that must have been tried before, by name
 * @param required true if its failure is one of the whole generation
 * @param actions in the order in which Kairos does them, which {@link StepReader} knows
 */
public record Step(
    String stage,
    String document,
    String name,
    Conditions conditions,
    List<Placed<String>> after,
    boolean required,
    List<Action> actions,
    Place place) {

  /** Copies. */
  public Step {
    after = List.copyOf(after);
    actions = List.copyOf(actions);
  }

  /** The same step with other actions, which waits for no other. */
  public Step with(List<Action> otherActions) {
    return new Step(stage, document, name, conditions, List.of(), required, otherActions, place);
  }
}
