package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.node.configuration.NodeConfiguration;
import io.holdfast.node.health.Pace;
import io.holdfast.node.recovery.Medium;
import io.holdfast.node.recovery.Recovery;
import io.holdfast.node.recovery.RecoveryPage;
import io.holdfast.node.recovery.RepairSource;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Booted;
import io.holdfast.release.admission.NotAdmittedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast recover}. */
@Command(
    name = "recover",
    description = {
      "Says what failed, on the console and on a page at port 80, and repairs this node from a"
          + " medium or from the network. A node in recovery runs it by itself.",
      "",
      "A medium is any file system with the label "
          + Medium.LABEL
          + " that holds a repository. Of its releases the version is taken that was proven here, else the"
          + " newest that did not fail here. A configuration for this node's release takes the place of"
          + " the one in /oem; newer content and extensions wait until a generation runs, so leave the"
          + " medium plugged in. User data is not touched.",
      "The network is asked where the configuration says 'recovery: {repair_from: URL}'; from there"
          + " nothing older is taken than what was proven here."
    },
    footer = {"", "Example:", "  holdfast recover"})
final class RecoverCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Override
  public Integer call() throws Exception {
    NodeContext node = NodeContext.ofThisNode();
    if (!(node.booted() instanceof Booted.InRecovery)) {
      throw new NotAdmittedException(
          "This node runs a generation, and not its recovery. See 'holdfast status'; to change what"
              + " runs, 'holdfast upgrade' or 'holdfast revert'.");
    }
    try (RecoveryPage page = page()) {
      new Recovery(
              node,
              new PhaseLines(System.out),
              sources(node),
              Pace.ofThisMachine(),
              lines -> {
                lines.forEach(line -> System.out.println("recovery: " + line));
                page.show(lines);
              },
              line -> {
                System.out.println("recovery: " + line);
                page.tell(line);
              })
          .run();
    }
    Restart.now();
    return ExitCode.DONE;
  }

  /** A medium first: whoever plugs one in is there. */
  private static List<RepairSource> sources(NodeContext node) throws IOException {
    List<RepairSource> sources = new ArrayList<>();
    sources.add(Medium.of(node.paths()));
    try {
      String network = NodeConfiguration.inEffect(node.paths()).config().recovery().repairFrom();
      if (network != null) {
        sources.add(RepairSource.ofNetwork(network));
      }
    } catch (ConfigException e) {
      System.out.println("recovery: the configuration cannot be read: " + e.getMessage());
    }
    return sources;
  }

  /** One that nobody can reach is no reason to do without the rest. */
  private static RecoveryPage page() throws IOException {
    try {
      return RecoveryPage.open(new InetSocketAddress(RecoveryPage.PORT));
    } catch (IOException e) {
      System.out.println(
          "recovery: port " + RecoveryPage.PORT + " cannot be used: " + e.getMessage());
      return RecoveryPage.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }
  }
}
