package io.holdfast.config.apply;

import io.holdfast.config.action.Action;
import io.holdfast.config.cloud.Step;
import java.io.IOException;
import java.util.List;

/** One step being done: its condition is asked once, then each action gets an outcome. */
record StepRun(Machine machine, Step step, List<Outcome> outcomes) {

  void run() throws InterruptedException {
    String condition = step.condition();
    if (condition == null) {
      performAll();
      return;
    }
    try {
      if (machine.holds(condition)) {
        performAll();
      } else {
        step.actions().forEach(action -> outcomes.add(new Outcome.Skipped(action)));
      }
    } catch (IOException e) {
      String message = "its condition could not be judged: " + Reason.of(e);
      step.actions().forEach(action -> outcomes.add(new Outcome.Failed(action, message)));
    }
  }

  private void performAll() throws InterruptedException {
    for (Action action : step.actions()) {
      outcomes.add(perform(action));
    }
  }

  private Outcome perform(Action action) throws InterruptedException {
    try {
      return new Outcome.Done(action, machine.perform(action));
    } catch (IOException e) {
      return new Outcome.Failed(action, Reason.of(e));
    } catch (RuntimeException e) {
      // A defect of ours must not take the remaining actions, perhaps the only way in, with it.
      return new Outcome.Failed(action, "unexpected: " + e);
    }
  }
}
