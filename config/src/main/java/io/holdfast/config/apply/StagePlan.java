package io.holdfast.config.apply;

import io.holdfast.config.action.Action;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.cloud.Moment;
import io.holdfast.config.cloud.Stage;
import io.holdfast.config.cloud.Step;
import io.holdfast.config.cloud.Turn;
import io.holdfast.config.yaml.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a configuration does in one stage, in order: the steps before it, its own, those after
 * it, each over all files. What the top level declares is a step like any other, where Kairos has
 * it: hostname, users, keys and files come first in {@code initramfs}, the commands of {@code
 * runcmd} last in {@code boot}.
 */
public record StagePlan(Stage stage, List<Step> steps) {

  /** Copies. */
  public StagePlan {
    steps = List.copyOf(steps);
  }

  /** The plan of one stage. Pure. */
  public static StagePlan of(CloudConfig config, Stage stage) {
    List<Step> steps = new ArrayList<>();
    for (Turn turn : Turn.values()) {
      Moment moment = new Moment(stage, turn);
      if (stage == Stage.INITRAMFS && turn == Turn.DURING) {
        addTopLevel(steps, moment, "top level", declared(config));
      }
      config.steps().stream().filter(step -> step.moment().equals(moment)).forEach(steps::add);
      if (stage == Stage.BOOT && turn == Turn.AFTER) {
        addTopLevel(steps, moment, "runcmd", List.copyOf(config.commands()));
      }
    }
    return new StagePlan(stage, steps);
  }

  /** Every action, in order, whatever the conditions will say. */
  public List<Action> actions() {
    return steps.stream().flatMap(step -> step.actions().stream()).toList();
  }

  /**
   * Does it. As in Kairos, what fails stops nothing else; unlike there, it is reported.
   *
   * @throws InterruptedException if this thread is interrupted; what was not done yet is left
   *     undone
   */
  public StageResult applyTo(Machine machine) throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    for (Step step : steps) {
      new StepRun(machine, step, outcomes).run();
    }
    return new StageResult(stage, outcomes);
  }

  private static List<Action> declared(CloudConfig config) {
    List<Action> actions = new ArrayList<>();
    if (config.hostname() != null) {
      actions.add(config.hostname());
    }
    actions.addAll(config.users());
    actions.addAll(config.keys());
    actions.addAll(config.files());
    return actions;
  }

  private static void addTopLevel(
      List<Step> steps, Moment moment, String name, List<Action> actions) {
    if (!actions.isEmpty()) {
      Place place = actions.getFirst().place();
      steps.add(new Step(moment, name, null, actions, place));
    }
  }
}
