package io.holdfast.cli.node;

import io.holdfast.cli.HelpOption;
import io.holdfast.node.delivery.ConfigurationDelivery;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.release.content.ChannelName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast config} on a node. */
@Command(
    name = "config",
    description =
        "Brings a signed configuration to this node, on trial from the next start on, and says what"
            + " its configuration is read from.",
    subcommands = {ConfigCommand.Apply.class, ConfigSourcesCommand.class},
    footer = {
      "",
      "Examples:",
      "  holdfast config apply --from /run/repo",
      "  holdfast config sources"
    })
final class ConfigCommand {
  @Mixin final HelpOption help = new HelpOption();

  /** {@code holdfast config apply}. */
  @Command(
      name = "apply",
      description = {
        "Puts a configuration that was published for this node's release in the place of all files in"
            + " /oem, and restarts the machine into its trial: it commits once all required checks"
            + " have held for the release's bake time, else the one before is in effect again.",
        "Exit code 3: refused, such as one that nobody signed whom this node trusts, or that cannot be"
            + " read; nothing was changed."
      },
      footer = {"", "Example:", "  holdfast config apply --from /run/repo --version 3"})
  static final class Apply implements Callable<Integer> {
    @Mixin final HelpOption help = new HelpOption();
    @Mixin final NextStart next = new NextStart();
    @Mixin final DeliveryOptions options = new DeliveryOptions();

    @Override
    public Integer call() throws Exception {
      NodeContext node = NodeContext.ofThisNode();
      String release = node.store().read().lastKnownGoodGeneration().release().name();
      return next.end(
          new ConfigurationDelivery(node)
              .run(
                  options.request(ChannelName.ofConfiguration(release), next.restarts()),
                  phase -> System.err.println("phase: " + phase)));
    }
  }
}
