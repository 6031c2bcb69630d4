package io.holdfast.cli;

import io.holdfast.lab.machine.registry.RecordedMachine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code holdfast lab console}. */
@Command(
    name = "console",
    description = {
      "Connects this terminal to the console of a machine that runs. Ctrl-] leaves it; the machine"
          + " runs on. A console has one visitor at a time, and the terminal of 'lab run' is one."
    },
    footer = {"", "Example:", "  holdfast lab console node"})
final class LabConsoleCommand extends WorkstationCommand {
  @Parameters(paramLabel = "NAME", description = "The machine, as 'holdfast lab list' names it.")
  private String name = "";

  @Override
  public Integer call() throws Exception {
    RecordedMachine machine = Workplace.lab().find(name);
    ConsoleVisit.to(machine, err());
    err().println("Machine " + name + (machine.isRunning() ? " runs on." : " is off."));
    return ExitCode.DONE;
  }
}
