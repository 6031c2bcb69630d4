package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.config.policy.Containment;
import io.holdfast.config.policy.WithdrawnSource;
import io.holdfast.node.policy.PolicyFile;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.withdrawal.BringNow;
import io.holdfast.node.withdrawal.FollowProblem;
import io.holdfast.node.withdrawal.Following;
import io.holdfast.node.withdrawal.Look;
import io.holdfast.release.json.Json;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast follow}. */
@Command(
    name = "follow",
    description = {
      "Learns from a repository's signed metadata what is withdrawn, and gets this node off it: to a"
          + " newer release, else back to one that it holds, else what 'withdrawn' in the"
          + " configuration says. Each way is on trial like any other change. Once nothing that runs"
          + " is withdrawn, what is only kept is left, too: recovery is written anew with what runs,"
          + " and the other slot's release is given up.",
      "",
      "Exit code 0: nothing is to be done, or it is begun; 1: the repository cannot be asked, or a"
          + " way could not be gone this time; 3: the metadata is refused, or only containment or a"
          + " person is left."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast follow --from https://example.org/repo --dry-run",
      "  holdfast follow --from /run/repo"
    })
final class FollowCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();
  @Mixin final BeginOption begin = new BeginOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--from",
      paramLabel = "REPO",
      description =
          "A repository: a folder or an http(s) URL. Default: 'withdrawn' in the configuration.")
  private @Nullable String from;

  @Option(names = "--dry-run", description = "Say what would be done; learn, but change nothing.")
  private boolean dryRun;

  @Option(names = "--no-reboot", description = "Leave the restart to you.")
  private boolean noReboot;

  @Option(names = "--json", description = "Print one JSON object; progress goes elsewhere.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    NodeContext node = NodeContext.ofThisNode();
    WithdrawnSource declared = new PolicyFile(node.paths().policy()).read().withdrawn();
    Look look = look(node, declared);
    boolean restart = look.restart() && !noReboot;
    if (json) {
      System.out.print(Json.write(look.toJson(restart)));
    } else {
      look.lines().forEach(System.out::println);
      if (restart) {
        System.out.println("Restarting.");
      }
    }
    if (restart) {
      Restart.now();
    }
    return switch (look.hearing()) {
      case REFUSED -> ExitCode.REFUSED;
      case UNREACHABLE -> ExitCode.FAILED;
      case HEARD, NO_ROOT ->
          look.isStuck() ? ExitCode.REFUSED : look.isHeldUp() ? ExitCode.FAILED : ExitCode.DONE;
    };
  }

  private Look look(NodeContext node, @Nullable WithdrawnSource declared) throws Exception {
    String repository = from != null ? from : declared == null ? null : declared.from();
    if (repository == null) {
      throw new ParameterException(
          spec.commandLine(),
          "Name a repository with --from, or under 'withdrawn' in the configuration.");
    }
    PhaseLines phases = new PhaseLines(System.err);
    Following following =
        new Following(
            node,
            repository,
            declared == null ? Containment.KEEP : declared.then(),
            new BringNow(node, phases, begin.now()),
            phases);
    try (LateProgress late = LateProgress.startedNow(spec.commandLine().getErr())) {
      late.step("asking " + repository);
      if (dryRun) {
        return following.plan();
      }
      Look look = following.follow(Following.LeftOut.NOTHING);
      new FollowProblem(node.paths().followProblem()).keep(FollowProblem.of(look));
      return look;
    }
  }
}
