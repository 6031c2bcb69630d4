package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.upgrade.RecoveryRenewal;
import io.holdfast.node.upgrade.Upgrade;
import io.holdfast.node.upgrade.UpgradeRequest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Waiver;
import io.holdfast.release.json.Json;
import io.holdfast.release.manifest.ReleaseName;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast upgrade}. */
@Command(
    name = "upgrade",
    description =
        "Writes a release into the inactive slot, verifies it, and restarts into its trial. While"
            + " something is on trial, or no window of the configuration is open, it waits in the"
            + " queue. With --recovery, it writes the release that runs, and is proven, into the"
            + " recovery slot; that is no trial, and nothing restarts.",
    footer = {
      "",
      "Examples:",
      "  holdfast upgrade --from /run/repo --version 1.2.0",
      "  holdfast upgrade --recovery --from /run/repo"
    })
final class UpgradeCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();
  @Mixin final NextStart next = new NextStart();
  @Mixin final BeginOption begin = new BeginOption();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "REPO",
      description = "A repository: a folder or an http(s) URL.")
  private String from = "";

  @Option(names = "--name", description = "Name of the release; the running one's if left out.")
  private @Nullable String name;

  @Option(names = "--version", description = "Version; the newest if left out.")
  private @Nullable String version;

  @Option(names = "--allow-downgrade", description = "Accept a version that is not newer.")
  private boolean downgrade;

  @Option(names = "--allow-other-name", description = "Accept a release of another name.")
  private boolean otherName;

  @Option(
      names = "--recovery",
      description = "Renew the recovery slot with the release that runs and is proven.")
  private boolean recovery;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (recovery) {
      return renewRecovery();
    }
    Set<Waiver> waivers = EnumSet.noneOf(Waiver.class);
    if (downgrade) {
      waivers.add(Waiver.DOWNGRADE);
    }
    if (otherName) {
      waivers.add(Waiver.OTHER_NAME);
    }
    UpgradeRequest request =
        new UpgradeRequest(
            from,
            name == null ? null : new ReleaseName(name),
            version == null ? null : new Version(version),
            waivers,
            next.restarts(),
            begin.now());
    return next.end(new Upgrade(NodeContext.ofThisNode(), new PhaseLines(System.err)).run(request));
  }

  /** All else says what to change to, or when to restart. */
  private int renewRecovery() throws Exception {
    for (String other :
        List.of(
            "--name",
            "--version",
            "--allow-downgrade",
            "--allow-other-name",
            "--no-reboot",
            "--now")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(other)) {
        throw new ParameterException(
            spec.commandLine(),
            "With --recovery, the release that runs is written, and nothing restarts: leave out "
                + other
                + ".");
      }
    }
    ReleaseRef release =
        new RecoveryRenewal(NodeContext.ofThisNode(), new PhaseLines(System.err)).run(from);
    System.out.print(
        next.json()
            ? Json.write(
                Json.object("recovery", release.name(), "version", release.version().text()))
            : "Recovery holds " + release + " now." + System.lineSeparator());
    return ExitCode.DONE;
  }
}
