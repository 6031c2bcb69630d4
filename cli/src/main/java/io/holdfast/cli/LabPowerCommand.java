package io.holdfast.cli;

import io.holdfast.lab.machine.registry.RecordedMachine;
import io.holdfast.release.json.Json;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast lab power}. */
@Command(
    name = "power",
    description = "Presses a machine's power button or its reset button, or cuts its power.",
    footer = {
      "",
      "Examples:",
      "  holdfast lab power node button",
      "  holdfast lab power node reset",
      "  holdfast lab power node cut"
    })
final class LabPowerCommand extends WorkstationCommand {
  /** What is done to its power. */
  enum Deed {
    /** Asks the system to shut down. */
    BUTTON,
    /** Starts it anew, at once. */
    RESET,
    /** As if the plug was pulled. */
    CUT;

    /** As it is typed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The machine, as 'holdfast lab list' names it.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "DEED", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Deed deed = Deed.BUTTON;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    RecordedMachine machine = Workplace.lab().find(name);
    String done =
        switch (deed) {
          case BUTTON -> {
            machine.powerDown();
            yield "Pressed the power button of ";
          }
          case RESET -> {
            machine.reset();
            yield "Pressed the reset button of ";
          }
          case CUT -> {
            machine.cutPower();
            yield "Cut the power of ";
          }
        };
    print(
        json
            ? Json.write(Json.object("machine", name, "done", deed.toString()))
            : done + name + "." + System.lineSeparator());
    return ExitCode.DONE;
  }
}
