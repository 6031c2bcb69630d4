package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.host.CommandException;
import io.holdfast.node.delivery.Accepted;
import io.holdfast.node.trial.Generation;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.json.Json;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of commands whose trial begins with the next start, and how they end. */
final class NextStart {
  @Option(
      names = "--no-reboot",
      description = "Leave the restart to you; the trial begins with it.")
  private boolean noReboot;

  @Option(names = "--json", description = "Print one JSON object; progress goes elsewhere.")
  private boolean json;

  /** Whether the machine restarts by itself. */
  boolean restarts() {
    return !noReboot;
  }

  /** Whether the answer is for programs. */
  boolean json() {
    return json;
  }

  /** Says what became of a change, and restarts if it is armed and that is not left to somebody. */
  int end(Accepted accepted) throws CommandException, InterruptedException {
    return switch (accepted) {
      case Accepted.Armed(Generation armed) -> end(armed);
      case Accepted.Waits waits -> waits(waits, json);
      case Accepted.Placed(ContentRef configuration) -> placed(configuration);
    };
  }

  /** Says that a change waits for its turn. */
  static int waits(Accepted.Waits waits, boolean json) {
    System.out.print(
        json ? Json.write(Map.of("waits", waits.place())) : waits.words() + System.lineSeparator());
    return ExitCode.DONE;
  }

  private int placed(ContentRef configuration) throws CommandException, InterruptedException {
    System.out.print(
        json
            ? Json.write(
                Json.object("placed", configuration.version().text(), "restarts", restarts()))
            : configuration
                + " is in its place; its trial begins with the next start."
                + System.lineSeparator());
    if (restarts()) {
      Restart.now();
    }
    return ExitCode.DONE;
  }

  int end(Generation armed) throws CommandException, InterruptedException {
    System.out.print(
        json
            ? Json.write(Json.object("armed", armed.number(), "restarts", restarts()))
            : armed + " is armed; its trial begins with the next start." + System.lineSeparator());
    if (restarts()) {
      Restart.now();
    }
    return ExitCode.DONE;
  }
}
