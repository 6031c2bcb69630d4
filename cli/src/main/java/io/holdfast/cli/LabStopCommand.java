package io.holdfast.cli;

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

  @Override
  public Integer call() throws Exception {
    if (seconds < 0) {
      throw new IllegalArgumentException("--within needs zero seconds or more, not " + seconds);
    }
    boolean wentDown = Workplace.lab().find(name).stop(Duration.ofSeconds(seconds));
    printLine(
        wentDown
            ? "Machine " + name + " went down."
            : "Machine " + name + " did not go down in " + seconds + " s; its power was cut.");
    return ExitCode.DONE;
  }
}
