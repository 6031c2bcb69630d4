package io.holdfast.config.apply;

import io.holdfast.config.action.Action;
import io.holdfast.config.cloud.Conditions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The machine that a configuration acts on. */
public interface Machine {

  /**
   * Asks the conditions of a step.
   *
   * @return the first that does not hold, in words; null if all hold
   * @throws IOException if one could not be asked or did not end in time
   */
  @Nullable String unmet(Conditions conditions) throws IOException, InterruptedException;

  /**
   * Does one action.
   *
   * @throws IOException if it is not done; the message says why
   */
  Effect perform(Action action) throws IOException, InterruptedException;
}
