package io.holdfast.cli;

import io.holdfast.lab.drill.Drill;
import io.holdfast.lab.drill.DrillRequest;
import io.holdfast.lab.drill.act.DrillResult;
import io.holdfast.lab.drill.march.March2024;
import io.holdfast.lab.drill.march.MarchAct;
import io.holdfast.lab.drill.march.MarchDrill;
import io.holdfast.lab.drill.march.MarchPage;
import io.holdfast.lab.drill.march.MarchResult;
import io.holdfast.lab.drill.march.MarchTable;
import io.holdfast.lab.drill.prepare.Workshop;
import io.holdfast.lab.drill.progress.DrillProgress;
import io.holdfast.lab.drill.progress.RunProgress;
import io.holdfast.lab.drill.report.ReportPage;
import io.holdfast.lab.drill.report.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast drill}. */
@Command(
    name = "drill",
    description = "Rehearses an incident on a real virtual machine and reports what came of it.",
    footer = {
      "",
      "Examples:",
      "  holdfast drill july-2024",
      "  holdfast drill july-2024 --act panic --act 'damaged slot'",
      "  holdfast drill july-2024 --secure-boot",
      "  holdfast drill july-2024 --list",
      "  holdfast drill march-2024 --report march.html"
    })
final class DrillCommand extends WorkstationCommand {
  @Parameters(
      paramLabel = "NAME",
      description =
          "The drill: "
              + Drill.NAME
              + ", changes that break a node, or "
              + March2024.NAME
              + ", a back door in what releases carry.")
  private String name = Drill.NAME;

  @Option(
      names = "--act",
      paramLabel = "ACT",
      description =
          "Play only this; may be repeated. Only of "
              + Drill.NAME
              + ", whose acts do not build on one another.")
  private List<String> acts = new ArrayList<>();

  @Option(names = "--list", description = "Name the acts and play none.")
  private boolean list;

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Option(
      names = "--machines",
      paramLabel = "N",
      description =
          "Machines that run at once (default: ${DEFAULT-VALUE}). With 1 it takes half as long again, "
              + "and its times compare best.")
  private int machines = 2;

  @Option(
      names = "--secure-boot",
      description = "On firmware that starts only what the drill's own key has signed.")
  private boolean secureBoot;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where the report goes (default: ${DEFAULT-VALUE}).")
  private Path report = Path.of("report.html");

  @Override
  public Integer call() throws Exception {
    return switch (name) {
      case Drill.NAME -> july();
      case March2024.NAME -> march();
      default ->
          throw new IllegalArgumentException(
              "there is no drill named '"
                  + name
                  + "'; there are "
                  + Drill.NAME
                  + " and "
                  + March2024.NAME);
    };
  }

  private int july() throws Exception {
    if (list) {
      Drill.acts(secureBoot).forEach(act -> printLine(act.name()));
      return ExitCode.DONE;
    }
    demandUsable();
    DrillResult result = play();
    print(json ? result.toJson() : ResultTable.text(result));
    Files.writeString(report, ReportPage.html(result));
    err().println("The report is in " + report.toAbsolutePath());
    return result.held() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private int march() throws Exception {
    if (!acts.isEmpty() || secureBoot) {
      throw new IllegalArgumentException(
          (secureBoot ? "--secure-boot" : "--act") + " is for the drill " + Drill.NAME);
    }
    if (list) {
      Stream.of(MarchAct.values()).forEach(act -> printLine(act.title()));
      return ExitCode.DONE;
    }
    demandUsable();
    MarchResult result;
    try (DrillProgress progress = DrillProgress.onStandardError()) {
      result = MarchDrill.run(workshop(progress), machines, progress);
    }
    print(json ? result.toJson() : MarchTable.text(result));
    Files.writeString(report, MarchPage.html(result));
    err().println("The report is in " + report.toAbsolutePath());
    return result.held() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void demandUsable() throws IOException {
    if (machines < 1) {
      throw new IllegalArgumentException("--machines must be at least 1, not " + machines);
    }
    demandPlaceForReport();
  }

  /** Nobody wants to hear of this after twenty minutes. */
  private void demandPlaceForReport() throws IOException {
    Path folder = report.toAbsolutePath().getParent();
    if (folder == null || !Files.isWritable(folder) || Files.isDirectory(report)) {
      throw new IOException(
          "The report cannot be written to " + report + ". Name another file with --report.");
    }
  }

  private DrillResult play() throws Exception {
    try (DrillProgress progress = DrillProgress.onStandardError()) {
      return Drill.run(new DrillRequest(acts, machines, secureBoot, workshop(progress)), progress);
    }
  }

  private static Workshop workshop(DrillProgress progress) throws Exception {
    try (RunProgress preparing = progress.begin("")) {
      return new Workshop(
          Workplace.tools(preparing::step), Workplace.cache(), Workplace.agentJars());
    }
  }
}
