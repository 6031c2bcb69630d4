package io.holdfast.cli.node;

import io.holdfast.config.apply.Outcome;
import io.holdfast.config.apply.StageResult;
import io.holdfast.config.apply.StepResult;
import io.holdfast.config.cloud.Step;
import io.holdfast.config.yaml.Problem;
import io.holdfast.release.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a stage, for people and for programs. Pure.
 *
 * @param notes of the configuration: what is known and was not done
 * @param plan true if nothing was done, and all is as it would be
 */
record StageReport(StageResult result, List<Problem> notes, boolean plan) {

  /** A line for each step and each of its actions, and one in the end. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Problem note : notes) {
      text.append("note: ").append(note).append('\n');
    }
    for (StepResult step : result.steps()) {
      text.append(heading(step)).append('\n');
      for (Outcome outcome : step.outcomes()) {
        text.append("  ").append(String.format("%-13s", word(outcome)));
        text.append(' ').append(outcome.action().describe());
        String more = more(outcome);
        text.append(more.isEmpty() ? "" : ": " + more).append('\n');
      }
    }
    return text.append(summary()).append('\n').toString();
  }

  /** One object; its keys stay. */
  String json() {
    List<Object> steps = new ArrayList<>();
    result.steps().forEach(step -> steps.add(json(step)));
    List<Object> texts = new ArrayList<>();
    notes.forEach(note -> texts.add(note.toString()));
    return Json.write(
        Json.object(
            "stage",
            result.stage(),
            "plan",
            plan,
            "failed",
            result.failures().size(),
            "steps",
            steps,
            "notes",
            texts));
  }

  private String heading(StepResult result) {
    Step step = result.step();
    String name = step.name().isEmpty() ? "" : " '" + step.name() + "'";
    String asked = step.conditions().command();
    return step.place()
        + ": "
        + step.stage()
        + name
        + (step.required() ? " (required)" : "")
        + ": "
        + word(result.ending())
        + (plan && !asked.isEmpty() ? ", if " + asked.strip() : "");
  }

  private String summary() {
    if (result.steps().isEmpty()) {
      return "no step is declared for " + result.stage();
    }
    Map<StepResult.Ending, Integer> counts = new TreeMap<>();
    result.steps().forEach(step -> counts.merge(step.ending(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((ending, count) -> parts.add(count + " " + word(ending)));
    int count = result.steps().size();
    return result.stage()
        + ": "
        + (count == 1 ? "1 step: " : count + " steps: ")
        + String.join(", ", parts);
  }

  private Map<String, Object> json(StepResult result) {
    Step step = result.step();
    List<Object> actions = new ArrayList<>();
    for (Outcome outcome : result.outcomes()) {
      Map<String, Object> action = new LinkedHashMap<>();
      action.put("action", outcome.action().describe());
      action.put("place", outcome.action().place().toString());
      action.put("result", word(outcome));
      if (outcome instanceof Outcome.Failed failed) {
        action.put("message", failed.message());
      } else if (outcome instanceof Outcome.Skipped skipped) {
        action.put("message", skipped.reason());
      } else if (outcome instanceof Outcome.Done done && !done.effect().notes().isEmpty()) {
        action.put("notes", done.effect().notes());
      }
      actions.add(action);
    }
    return Json.object(
        "stage",
        step.stage(),
        "name",
        step.name(),
        "place",
        step.place().toString(),
        "required",
        step.required(),
        "result",
        word(result.ending()),
        "actions",
        actions);
  }

  private String word(Outcome outcome) {
    if (outcome instanceof Outcome.Done done) {
      return word(
          done.effect().changed() ? StepResult.Ending.CHANGED : StepResult.Ending.UNCHANGED);
    }
    return word(
        outcome instanceof Outcome.Failed ? StepResult.Ending.FAILED : StepResult.Ending.SKIPPED);
  }

  private String word(StepResult.Ending ending) {
    if (plan && ending == StepResult.Ending.CHANGED) {
      return "would change";
    }
    return ending.name().toLowerCase(Locale.ROOT);
  }

  private static String more(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return failed.message();
    }
    if (outcome instanceof Outcome.Skipped skipped) {
      return skipped.reason();
    }
    return outcome instanceof Outcome.Done done ? String.join("; ", done.effect().notes()) : "";
  }
}
