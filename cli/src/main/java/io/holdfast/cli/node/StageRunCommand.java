package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.config.apply.RootedMachine;
import io.holdfast.config.apply.StagePlan;
import io.holdfast.config.apply.StageResult;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.node.configuration.TemplateSeed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast stage run}. */
@Command(
    name = "run",
    description = {
      "Does what configurations declare for a stage: its steps, those of STAGE.before ahead of them,"
          + " and those of STAGE.after behind.",
      "What fails is reported and stops nothing else. What is as declared already is left alone.",
      "What takes longer than two seconds says on standard error what it is doing; with --json never."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or already so",
      "1:a step failed",
      "2:wrong usage, or a configuration that cannot be read; nothing was done"
    },
    footer = {
      "",
      "Examples:",
      "  holdfast stage run boot config.yaml --root tree",
      "  holdfast stage run network /oem --plan",
      "  holdfast stage run initramfs a.yaml b.yaml --root tree --json"
    })
final class StageRunCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Parameters(index = "0", paramLabel = "STAGE", description = "Its name, such as boot.")
  private String stage = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description =
          "Configurations, in this order; of a folder its .yaml and .yml files in the order of their"
              + " names.")
  private List<Path> files = List.of();

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description =
          "The root of the system to be changed, / if left out. Commands run in it by chroot(8), which"
              + " needs root.")
  private Path root = Path.of("/");

  @Option(names = "--plan", description = "Say what would change, and change nothing.")
  private boolean plan;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws ConfigException, IOException, InterruptedException {
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException("--root " + root + " is no folder.");
    }
    CloudConfig config = CloudConfig.loadStages(files, TemplateSeed.templatesOf(root));
    RootedMachine machine = plan ? RootedMachine.planning(root) : new RootedMachine(root);
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    StageResult result = run(StagePlan.of(config, stage), machine, line.getErr());
    StageReport report = new StageReport(result, config.notes(), plan);
    PrintWriter out = line.getOut();
    out.print(json ? report.json() : report.text());
    out.flush();
    return result.failures().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private StageResult run(StagePlan steps, RootedMachine machine, PrintWriter err)
      throws InterruptedException {
    if (json) {
      return steps.applyTo(machine);
    }
    try (LateProgress progress = LateProgress.startedNow(err)) {
      return steps.applyTo(machine, progress);
    }
  }
}
