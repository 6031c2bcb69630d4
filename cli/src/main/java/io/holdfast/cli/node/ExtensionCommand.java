package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.node.delivery.ContentDelivery;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.status.ExtensionStatus;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast extension} on a node. */
@Command(
    name = "extension",
    description = {
      "Shows and changes the extensions of this node: signed images that are laid over /usr and /opt"
          + " at a start (systemd-sysext). Each change is on trial from the next start on."
    },
    subcommands = {
      ExtensionCommand.ListThem.class,
      ExtensionCommand.Add.class,
      ExtensionCommand.Remove.class
    },
    footer = {
      "",
      "Examples:",
      "  holdfast extension list",
      "  holdfast extension add debug-tools --from /run/repo",
      "  holdfast extension remove debug-tools"
    })
final class ExtensionCommand {
  @Mixin final HelpOption help = new HelpOption();

  /** {@code holdfast extension list}. */
  @Command(
      name = "list",
      description = "Lists this node's extensions, and whether each is laid over the system.",
      footer = {"", "Example:", "  holdfast extension list --json"})
  static final class ListThem implements Callable<Integer> {
    @Mixin final HelpOption help = new HelpOption();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      List<ExtensionStatus> extensions = ExtensionStatus.of(NodeContext.ofThisNode());
      if (json) {
        System.out.print(
            Json.write(
                Map.of("extensions", extensions.stream().map(ExtensionStatus::toJson).toList())));
      } else if (extensions.isEmpty()) {
        System.out.println("This node has no extensions.");
      } else {
        extensions.forEach(extension -> System.out.print(extension.text()));
      }
      return ExitCode.DONE;
    }
  }

  /** {@code holdfast extension add}. */
  @Command(
      name = "add",
      description = {
        "Brings an extension to this node, or another version of one, and restarts the machine into"
            + " its trial: it commits once all required checks have held for the release's bake"
            + " time, else the machine restarts without it.",
        "Exit code 3: refused, such as one that nobody signed whom this node trusts, or that was"
            + " made for another system; nothing was changed."
      },
      footer = {"", "Example:", "  holdfast extension add debug-tools --from /run/repo"})
  static final class Add implements Callable<Integer> {
    @Mixin final HelpOption help = new HelpOption();
    @Mixin final NextStart next = new NextStart();
    @Mixin final DeliveryOptions options = new DeliveryOptions();

    @Parameters(paramLabel = "NAME", description = "Name of the extension.")
    private String name = "";

    @Override
    public Integer call() throws Exception {
      return next.end(
          new ContentDelivery(NodeContext.ofThisNode())
              .run(
                  options.request(ChannelName.ofExtension(name), next.restarts()),
                  phase -> System.err.println("phase: " + phase)));
    }
  }

  /** {@code holdfast extension remove}. */
  @Command(
      name = "remove",
      description = {
        "Takes an extension away and restarts the machine without it; on trial as its coming was.",
        "Exit code 3: refused, such as one that the configuration says is to be there; nothing was"
            + " changed."
      },
      footer = {"", "Example:", "  holdfast extension remove debug-tools"})
  static final class Remove implements Callable<Integer> {
    @Mixin final HelpOption help = new HelpOption();
    @Mixin final NextStart next = new NextStart();

    @Option(names = "--now", description = "Take it away also while no window is open.")
    private boolean now;

    @Parameters(paramLabel = "NAME", description = "Name of the extension.")
    private String name = "";

    @Override
    public Integer call() throws Exception {
      return next.end(
          new ContentDelivery(NodeContext.ofThisNode()).remove(ChannelName.ofExtension(name), now));
    }
  }
}
