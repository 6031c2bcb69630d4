package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.node.reset.Reset;
import io.holdfast.node.reset.ResetPlan;
import io.holdfast.node.reset.ResetWish;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.release.json.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast reset}. */
@Command(
    name = "reset",
    description = {
      "Brings this node back to the state it was installed in: forgets all that persists, and keeps"
          + " releases and configuration.",
      "It is done at the next start, also by a node in recovery. What was forgotten cannot be brought"
          + " back."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast reset --dry-run",
      "  holdfast reset --yes",
      "  holdfast reset --keep-data --yes",
      "  holdfast reset --configuration --yes"
    })
final class ResetCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Option(
      names = "--keep-data",
      description = {
        "Forget only what the system itself keeps (logs, SSH host keys, content, extensions); keep"
            + " /home, /opt, /root, /usr/local and the folders that were added."
      })
  private boolean keepData;

  @Option(
      names = "--configuration",
      description = "Forget the configuration as well; nobody can log in until there is another.")
  private boolean configuration;

  @Option(names = "--dry-run", description = "Only say what would go and what stays.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do it.")
  private boolean yes;

  @Option(names = "--no-reboot", description = "Leave the restart to you; the reset comes with it.")
  private boolean noReboot;

  @Option(names = "--json", description = "Print what goes and stays as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    return call(new Reset(NodeContext.ofThisNode()), Restart::now, System.out, System.err);
  }

  /** Restarts the machine. */
  @FunctionalInterface
  interface Restarter {
    void restart() throws IOException, InterruptedException;
  }

  int call(Reset reset, Restarter restarter, PrintStream out, PrintStream err) throws Exception {
    ResetWish wish = new ResetWish(keepData, configuration);
    ResetPlan plan = reset.plan(wish);
    out.print(json ? Json.write(plan.toJson()) : plan.text());
    if (dryRun) {
      return ExitCode.DONE;
    }
    if (!yes) {
      err.println(
          "holdfast: Nothing was reset, for it cannot be undone. To do it, type:"
              + " holdfast reset"
              + (keepData ? " --keep-data" : "")
              + (configuration ? " --configuration" : "")
              + " --yes");
      return ExitCode.REFUSED;
    }
    boolean restart = reset.begin(wish);
    if (restart && !noReboot) {
      restarter.restart();
    } else {
      err.println("The reset is due at the next start.");
    }
    return ExitCode.DONE;
  }
}
