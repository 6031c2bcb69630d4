package io.holdfast.config.apply;

import io.holdfast.config.action.Action;
import java.io.IOException;
import java.util.List;

/** The machine that a configuration acts on. */
public interface Machine {

  /**
   * Asks a condition of the configuration.
   *
   * @param condition a line for {@code /bin/sh -c}
   * @return true if it ended with 0
   * @throws IOException if it could not be asked or did not end in time
   */
  boolean holds(String condition) throws IOException, InterruptedException;

  /**
   * Does one action.
   *
   * @return what was left out of it and why; usually empty
   * @throws IOException if it is not done; the message says why
   */
  List<String> perform(Action action) throws IOException, InterruptedException;
}
