package io.holdfast.lab.drill.run;

import io.holdfast.lab.drill.act.ActRun;
import io.holdfast.lab.drill.node.DrilledNode;
import io.holdfast.lab.drill.node.UserFile;
import io.holdfast.lab.machine.serial.ControlShell;
import io.holdfast.release.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks on a settled node at what its status does not say. */
record Inspection(DrilledNode node, Limits limits, UserFile data) {
  /** Exit code of a command that was refused on purpose. */
  private static final int REFUSED = 3;

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
    if (run.expectation().refused()) {
      problems.addAll(offerAgain(run.breakage().version()));
    }
    return problems;
  }

  /** All that the node kept of its last failure, as it shows it. */
  String evidence() throws IOException, InterruptedException {
    return run(GuestCommands.EVIDENCE).output();
  }

  private List<String> offerAgain(Version version) throws IOException, InterruptedException {
    ControlShell.Result mounted = run(GuestCommands.MOUNT_REPOSITORY);
    if (!mounted.succeeded()) {
      return List.of("The repository cannot be mounted again: " + mounted.output().strip());
    }
    ControlShell.Result result = run(GuestCommands.upgrade(version, false));
    return result.exitCode() == REFUSED
        ? List.of()
        : List.of(
            "Version "
                + version
                + " was not refused when it was offered again: exit code "
                + result.exitCode()
                + ", "
                + result.output().strip());
  }

  private ControlShell.Result run(String command) throws IOException, InterruptedException {
    return node.run(command, limits.command());
  }
}
