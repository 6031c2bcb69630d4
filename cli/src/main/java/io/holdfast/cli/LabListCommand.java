package io.holdfast.cli;

import io.holdfast.lab.machine.registry.RecordedMachine;
import io.holdfast.release.json.Json;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast lab list}. */
@Command(
    name = "list",
    description = "Lists your machines that run.",
    footer = {"", "Examples:", "  holdfast lab list", "  holdfast lab list --json"})
final class LabListCommand extends WorkstationCommand {
  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    List<RecordedMachine> machines = Workplace.lab().list();
    print(json ? json(machines) : text(machines));
    return ExitCode.DONE;
  }

  private static String text(List<RecordedMachine> machines) {
    if (machines.isEmpty()) {
      return String.format(Locale.ROOT, "No machine runs.%n");
    }
    int widest = machines.stream().mapToInt(machine -> machine.name().length()).max().orElse(0);
    String row = "%-" + Math.max(widest, 4) + "s  %-20s  %s%n";
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, row, "name", "since", "pid"));
    for (RecordedMachine machine : machines) {
      text.append(
          String.format(
              Locale.ROOT,
              row,
              machine.name(),
              machine.started().truncatedTo(ChronoUnit.SECONDS),
              machine.process().pid()));
    }
    return text.toString();
  }

  private static String json(List<RecordedMachine> machines) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (RecordedMachine machine : machines) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", machine.name());
      fields.put("started", machine.started().toString());
      fields.put("pid", machine.process().pid());
      list.add(fields);
    }
    return Json.write(Map.of("machines", list));
  }
}
