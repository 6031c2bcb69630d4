package io.holdfast.node.stage;

import io.holdfast.config.apply.Outcome;
import io.holdfast.config.apply.StepResult;
import io.holdfast.node.evidence.PlainText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a step in this boot. Written as a line of fields with tabs between them.
 *
 * @param stage with its turn, such as {@code boot.after}
 * @param name as its author calls it; may be empty
 * @param place where it stands
 * @param ending how it ended
 * @param required whether its failure is one of the generation
 * @param message why it failed; else empty
 */
public record RecordedStep(
    String stage,
    String name,
    String place,
    StepResult.Ending ending,
    boolean required,
    String message) {
  private static final int FIELDS = 6;
  private static final int MAX_NAME = 100;
  private static final int MAX_PLACE = 300;
  private static final int MAX_MESSAGE = 600;

  /** Makes all of it plain text of one line. */
  public RecordedStep {
    stage = PlainText.line(stage, MAX_NAME);
    name = PlainText.line(name, MAX_NAME);
    place = PlainText.line(place, MAX_PLACE);
    message = PlainText.line(message, MAX_MESSAGE);
  }

  /** Of a step that was run. */
  static RecordedStep of(StepResult result) {
    StringBuilder message = new StringBuilder();
    for (Outcome outcome : result.outcomes()) {
      if (outcome instanceof Outcome.Failed failed) {
        message
            .append(message.isEmpty() ? "" : "; ")
            .append(failed.action().describe())
            .append(": ")
            .append(failed.message());
      }
    }
    return new RecordedStep(
        result.step().stage(),
        result.step().name(),
        result.step().place().toString(),
        result.ending(),
        result.step().required(),
        message.toString());
  }

  /** True if something of it was not done. */
  public boolean failed() {
    return ending == StepResult.Ending.FAILED;
  }

  /** For people, a line. */
  public String words() {
    return "step "
        + (name.isEmpty() ? "" : "'" + name + "' ")
        + "of stage "
        + stage
        + " ("
        + place
        + ") "
        + (failed() ? "failed: " + message : ending.name().toLowerCase(Locale.ROOT));
  }

  String line() {
    return String.join(
        "\t", stage, name, place, ending.name(), required ? "required" : "", message);
  }

  /** Null for a line that is none, as when the power went while it was written. */
  static @Nullable RecordedStep parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS) {
      return null;
    }
    try {
      return new RecordedStep(
          fields[0],
          fields[1],
          fields[2],
          StepResult.Ending.valueOf(fields[3]),
          fields[4].equals("required"),
          fields[5]);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
