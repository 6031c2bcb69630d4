package io.holdfast.lab.drill.run;

import io.holdfast.lab.drill.act.ActRun;
import io.holdfast.lab.drill.act.Breakage;
import io.holdfast.lab.drill.node.DrilledNode;
import io.holdfast.lab.drill.node.UserFile;
import io.holdfast.lab.machine.serial.ControlShell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks on a settled node at what its status does not say. */
record Inspection(DrilledNode node, Limits limits, UserFile data) {
  List<String> problems(ActRun run) throws IOException, InterruptedException {
    List<String> problems = new ArrayList<>();
    String digest = run(GuestCommands.checkData(data)).output().strip();
    if (!digest.equals(data.digest().hex())) {
      problems.add("The user data is not whole: " + data.file() + " has the digest " + digest);
    }
    String network = run(GuestCommands.NETWORK).output().strip();
    if (!network.isEmpty()) {
      problems.add("It has a network device, " + network + ", and must have needed none.");
    }
    String rules = run(GuestCommands.RULES).output().strip();
    if (Judgement.contentsDue(run).stream().noneMatch(rules::equals)) {
      problems.add(
          "Its content is not what it should be: its files begin with '"
              + rules.replace("\n", "', '")
              + "'.");
    }
    String said = run(GuestCommands.SAID).output();
    if (!said.strip().equals(GuestCommands.AS_SAID.strip())) {
      problems.add(
          "It has not what its configuration says: '" + said.strip().replace("\n", "', '") + "'.");
    }
    String configured = run(GuestCommands.CONFIGURED).output().strip();
    if (!configured.equals(Judgement.configurationDue(run))) {
      problems.add(
          "Its configuration is not the one that it should be: what that adds is '"
              + configured
              + "'.");
    }
    if (run.breakage() instanceof Breakage.Extension extension) {
      String version = run(GuestCommands.EXTENSION).output().strip();
      if (!version.equals(extension.before().text())) {
        problems.add(
            "Its extension is not version "
                + extension.before()
                + ", but says '"
                + version
                + "' of itself.");
      }
    }
    if (run.expectation().refused()) {
      problems.addAll(offerAgain(run.breakage()));
    }
    return problems;
  }

  /** All that the node kept of its last failure, as it shows it. */
  String evidence() throws IOException, InterruptedException {
    return run(GuestCommands.EVIDENCE).output();
  }

  private List<String> offerAgain(Breakage breakage) throws IOException, InterruptedException {
    ControlShell.Result mounted = run(GuestCommands.MOUNT_REPOSITORY);
    if (!mounted.succeeded()) {
      return List.of("The repository cannot be mounted again: " + mounted.output().strip());
    }
    ControlShell.Result result = run(GuestCommands.offerAgain(breakage));
    return result.exitCode() == GuestCommands.REFUSED
        ? List.of()
        : List.of(
            breakage.subject()
                + " was not refused when it was offered again: exit code "
                + result.exitCode()
                + ", "
                + result.output().strip());
  }

  private ControlShell.Result run(String command) throws IOException, InterruptedException {
    return node.run(command, limits.command());
  }
}
