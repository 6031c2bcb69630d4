package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.config.cloud.Stage;
import io.holdfast.release.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast stage list}. */
@Command(
    name = "list",
    description = {
      "Lists the stages that a node runs by itself at each boot, in their order, and when.",
      "Each has a part before it and one after it: STAGE.before and STAGE.after. A configuration may"
          + " have stages of any other name; those run only by 'holdfast stage run'."
    },
    footer = {"", "Example:", "  holdfast stage list"})
final class StageListCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<Object> stages = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      if (json) {
        stages.add(Json.object("stage", stage.word(), "when", stage.when()));
      } else {
        out.println(String.format("%-10s %s", stage.word(), stage.when()));
      }
    }
    if (json) {
      out.print(Json.write(Map.of("stages", stages)));
    }
    out.flush();
    return ExitCode.DONE;
  }
}
