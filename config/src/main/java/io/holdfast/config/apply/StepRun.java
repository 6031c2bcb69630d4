package io.holdfast.config.apply;

import io.holdfast.config.action.Action;
import io.holdfast.config.cloud.Conditions;
import io.holdfast.config.cloud.Step;
import io.holdfast.host.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One step being done: its conditions are asked once, then each action gets an outcome. */
record StepRun(Machine machine, Step step, Progress progress) {

  StepResult run() throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    if (step.actions().isEmpty()) {
      return new StepResult(step, outcomes);
    }
    try {
      if (!step.conditions().equals(Conditions.NONE)) {
        tell("ask whether it is to be done");
      }
      String unmet = machine.unmet(step.conditions());
      for (Action action : step.actions()) {
        outcomes.add(unmet == null ? perform(action) : new Outcome.Skipped(action, unmet));
      }
    } catch (IOException e) {
      String message = "its condition could not be judged: " + Reason.of(e);
      step.actions().forEach(action -> outcomes.add(new Outcome.Failed(action, message)));
    }
    return new StepResult(step, outcomes);
  }

  private Outcome perform(Action action) throws InterruptedException {
    tell(action.describe());
    try {
      return new Outcome.Done(action, machine.perform(action));
    } catch (IOException e) {
      return new Outcome.Failed(action, Reason.of(e));
    } catch (RuntimeException e) {
      // A defect of ours must not take the remaining actions, perhaps the only way in, with it.
      return new Outcome.Failed(action, "unexpected: " + e);
    }
  }

  private void tell(String what) {
    String name = step.name().isEmpty() ? "" : " '" + step.name() + "'";
    progress.step(step.place() + ": " + step.stage() + name + ": " + what);
  }
}
