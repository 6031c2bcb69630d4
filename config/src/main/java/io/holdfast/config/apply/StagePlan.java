package io.holdfast.config.apply;

import io.holdfast.config.action.Action;
import io.holdfast.config.action.AuthorizeKeys;
import io.holdfast.config.action.ReadDatasource;
import io.holdfast.config.action.SshKey;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.cloud.Stage;
import io.holdfast.config.cloud.Step;
import io.holdfast.config.cloud.StepOrder;
import io.holdfast.config.cloud.Turn;
import io.holdfast.host.Progress;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a configuration does in one stage, in order: the steps before it, its own, those after
 * it, each over all files.
 *
 * @param stage its name, such as {@code boot}
 */
public record StagePlan(String stage, List<Step> steps) {

  /** Copies. */
  public StagePlan {
    steps = List.copyOf(steps);
  }

  /** The plan of a stage that a node runs by itself. Pure. */
  public static StagePlan of(CloudConfig config, Stage stage) {
    return of(config, stage.word());
  }

  /** The plan of any stage, by the name that a configuration has for it. Pure. */
  public static StagePlan of(CloudConfig config, String stage) {
    List<Step> steps = new ArrayList<>();
    for (Turn turn : Turn.values()) {
      String name = stage + turn.suffix();
      List<Step> declared =
          config.steps().stream().filter(step -> step.stage().equals(name)).toList();
      steps.addAll(StepOrder.sorted(declared));
    }
    return new StagePlan(stage, steps);
  }

  /**
   * The keys of all stages of a node that must be fetched, each under the conditions of its step:
   * to be done again until it succeeds, and holding up nothing. Pure.
   */
  public static StagePlan keysToFetch(CloudConfig config) {
    List<Step> steps = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      for (Step step : of(config, stage).steps()) {
        List<Action> keys = new ArrayList<>();
        for (Action action : step.actions()) {
          if (action instanceof AuthorizeKeys all) {
            List<SshKey> remote = all.keys().stream().filter(SshKey::isRemote).toList();
            if (!remote.isEmpty()) {
              keys.add(new AuthorizeKeys(all.user(), remote, all.place()));
            }
          }
        }
        if (!keys.isEmpty()) {
          steps.add(step.with(keys));
        }
      }
    }
    return new StagePlan("keys", steps);
  }

  /**
   * What of it asks datasources, under the conditions of its steps: it may take as long as a
   * network takes to come up, and brings nothing that counts in this boot. Pure.
   */
  public StagePlan asking() {
    return only(true);
  }

  /** All the rest of it. Pure. */
  public StagePlan withoutAsking() {
    return only(false);
  }

  private StagePlan only(boolean asking) {
    List<Step> left = new ArrayList<>();
    for (Step step : steps) {
      List<Action> actions = new ArrayList<>();
      for (Action action : step.actions()) {
        if (action instanceof ReadDatasource == asking) {
          actions.add(action);
        }
      }
      if (actions.size() == step.actions().size()) {
        left.add(step);
      } else if (!actions.isEmpty()) {
        left.add(step.with(actions));
      }
    }
    return new StagePlan(stage, left);
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
    return applyTo(machine, Progress.SILENT);
  }

  /**
   * Does it, and tells before each action, and before conditions are asked, what comes now.
   *
   * @throws InterruptedException if this thread is interrupted; what was not done yet is left
   *     undone
   */
  public StageResult applyTo(Machine machine, Progress progress) throws InterruptedException {
    List<StepResult> results = new ArrayList<>();
    for (Step step : steps) {
      results.add(new StepRun(machine, step, progress).run());
    }
    return new StageResult(stage, results);
  }
}
