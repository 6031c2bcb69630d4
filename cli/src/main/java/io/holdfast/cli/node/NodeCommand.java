package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.node.agent.Agent;
import io.holdfast.node.boot.EarlyStart;
import io.holdfast.node.content.NoRoomException;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.trust.UntrustedException;
import java.nio.file.Files;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code holdfast} command of a node. */
@Command(
    name = "holdfast",
    description = "Looks at this node and changes its generation.",
    version = "holdfast " + NodeCommand.VERSION,
    mixinStandardHelpOptions = true,
    subcommands = {
      StatusCommand.class,
      HealthCommand.class,
      HistoryCommand.class,
      EvidenceCommand.class,
      UpgradeCommand.class,
      RevertCommand.class,
      FollowCommand.class,
      AllowCommand.class,
      CommitCommand.class,
      QueueCommand.class,
      RecoverCommand.class,
      ResetCommand.class,
      ConfigCommand.class,
      ContentCommand.class,
      ExtensionCommand.class,
      StageCommand.class
    },
    footer = {"", "Examples:", "  holdfast status", "  holdfast upgrade --from /run/repo"})
public final class NodeCommand {
  static final String VERSION = "0.1.0";

  private NodeCommand() {}

  /** Entry. What the machine itself starts does not pay for the parser of commands. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    String first = args.length == 0 ? "" : args[0];
    try {
      return switch (first) {
        case "early" -> EarlyStart.ofThisNode().run();
        case "agent" -> {
          Agent.run();
          yield ExitCode.DONE;
        }
        case "train" -> Training.run(Files.createTempDirectory("holdfast-training"));
        case "--version" -> {
          System.out.println("holdfast " + VERSION);
          yield ExitCode.DONE;
        }
        default -> parse(args);
      };
    } catch (Exception e) {
      return fail(e);
    }
  }

  static int parse(String[] args) {
    return new CommandLine(new NodeCommand())
        .setExecutionExceptionHandler((e, line, result) -> fail(e))
        .execute(args);
  }

  /** One line about what went wrong; which kind it was is the exit code. */
  private static int fail(Exception e) {
    System.err.println("holdfast: " + e.getMessage());
    if (System.getenv("HOLDFAST_DEBUG") != null) {
      e.printStackTrace();
    }
    return switch (e) {
      case RefusedException _,
          NotAdmittedException _,
          UntrustedException _,
          ManifestException _,
          NoRoomException _ ->
          ExitCode.REFUSED;
      case ConfigException _, IllegalArgumentException _ -> ExitCode.USAGE;
      default -> ExitCode.FAILED;
    };
  }
}
