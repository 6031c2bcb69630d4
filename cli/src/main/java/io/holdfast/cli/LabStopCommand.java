package io.holdfast.cli;

import io.holdfast.lab.machine.registry.RecordedMachine;
import io.holdfast.release.json.Json;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast lab stop}. */
@Command(
    name = "stop",
    description = "Presses a machine's power button, and cuts its power if that does not help.",
    footer = {"", "Examples:", "  holdfast lab stop node", "  holdfast lab stop node --within 10"})
final class LabStopCommand extends WorkstationCommand {
  @Parameters(paramLabel = "NAME", description = "The machine, as 'holdfast lab list' names it.")
  private String name = "";

  @Option(
      names = "--within",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "How long it may take to go down (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (seconds < 0) {
      throw new IllegalArgumentException("--within needs zero seconds or more, not " + seconds);
    }
    RecordedMachine machine = Workplace.lab().find(name);
    Workplace.lines(err())
        .step("press the power button of " + name + "; its power is cut in " + seconds + " s");
    boolean wentDown = machine.stop(Duration.ofSeconds(seconds));
    String told =
        wentDown
            ? "Machine " + name + " went down."
            : "Machine " + name + " did not go down in " + seconds + " s; its power was cut.";
    print(
        json
            ? Json.write(Json.object("machine", name, "wentDown", wentDown))
            : told + System.lineSeparator());
    return ExitCode.DONE;
  }
}
