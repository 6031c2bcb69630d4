package io.holdfast.lab.drill.march;

import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.march.March2024.Built;
import io.holdfast.lab.drill.node.DrilledNode;
import io.holdfast.lab.drill.node.InBackground;
import io.holdfast.lab.drill.node.NodeReport;
import io.holdfast.lab.drill.prepare.Proving;
import io.holdfast.lab.machine.serial.ControlShell;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** A node of the drill in its machine, and what is done on it. For one thread. */
final class StoryNode implements AutoCloseable {
  /** Where its medium is mounted. */
  static final String MEDIUM = "/run/repo";

  private static final String MOUNT =
      """
      mountpoint -q %1$s || {
        mkdir -p %1$s
        mount -t erofs -o ro /dev/disk/by-id/virtio-disk1 %1$s
      }
      """
          .formatted(MEDIUM);

  private static final String RESTART_AGENT = "systemctl restart holdfast-agent.service";

  /** A start of the agent's runtime on an emulated processor takes seconds, under load many. */
  private static final Duration COMMAND = Duration.ofMinutes(3);

  /** Some hundred megabytes are read, hashed, written and read back by an emulated processor. */
  private static final Duration CHANGE = Duration.ofMinutes(10);

  /** Emulated and on a busy host, a boot takes two minutes. */
  private static final Duration BOOT = Duration.ofMinutes(8);

  /** A node that is left alone looks within half a minute, and again after two. */
  private static final Duration BY_ITSELF = Duration.ofMinutes(8);

  /** Between two questions, for each costs an emulated machine seconds. */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

  private static final int LAST_LINES = 30;

  private final March2024.Node node;
  private final DrilledNode machine;

  StoryNode(March2024.Node node, DrilledNode machine) {
    this.node = node;
    this.machine = machine;
  }

  /** Which one. */
  March2024.Node node() {
    return node;
  }

  /** What happened to it. */
  List<Moment> moments() {
    return machine.recorder().moments();
  }

  /** After it was started from where it was saved: its clock had stopped then. */
  void wake() throws IOException, InterruptedException {
    machine.waitForShell(COMMAND);
    check("date --set @" + Instant.now().getEpochSecond());
  }

  /** Runs a command that answers at once; standard error is in its output. */
  ControlShell.Result run(String command) throws IOException, InterruptedException {
    return machine.run("{ " + command + " ; } 2>&1", COMMAND);
  }

  /**
   * The same, which must succeed.
   *
   * @return its output
   */
  String check(String command) throws IOException, InterruptedException {
    return check(command, COMMAND);
  }

  /** The same of a command that reads and writes a whole slot. */
  String checkLong(String command) throws IOException, InterruptedException {
    return check(command, CHANGE);
  }

  private String check(String command, Duration limit) throws IOException, InterruptedException {
    ControlShell.Result result = machine.run(command, limit);
    if (!result.succeeded()) {
      throw new IOException(
          "On "
              + node.name()
              + ", '"
              + command.strip()
              + "' failed with exit code "
              + result.exitCode()
              + ": "
              + result.output().strip());
    }
    return result.output();
  }

  void mountMedium() throws IOException, InterruptedException {
    check(MOUNT);
  }

  /**
   * Gives a command that ends with a restart, and waits until what it leads to is proven.
   *
   * @throws IOException if the command fails, or something else runs in the end
   */
  NodeReport change(String command, Built to) throws IOException, InterruptedException {
    int begin = machine.recorder().now();
    check(InBackground.of(command));
    return restarted(begin, command, to);
  }

  /** The agent starts anew, and what it finds then leads to a restart. */
  NodeReport changesByItself(Built to) throws IOException, InterruptedException {
    int begin = machine.recorder().now();
    restartAgent();
    return restarted(begin, RESTART_AGENT, to);
  }

  /** Lets the agent look at what is withdrawn soon, as at every start of it. */
  void restartAgent() throws IOException, InterruptedException {
    check(RESTART_AGENT);
  }

  /**
   * Asks for its status until that is as it should be.
   *
   * @param what it is to be, for the message
   * @return the status, as people see it
   * @throws IOException if it is not within {@link #BY_ITSELF}
   */
  String awaitStatus(Predicate<String> wanted, String what)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + BY_ITSELF.toNanos();
    while (true) {
      String status = check("holdfast status");
      if (wanted.test(status)) {
        return status;
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "After "
                + BY_ITSELF.toMinutes()
                + " minutes "
                + node.name()
                + " is not "
                + what
                + ". Its status: "
                + status.strip());
      }
      Thread.sleep(ASK_AGAIN);
    }
  }

  private NodeReport restarted(int begin, String command, Built to)
      throws IOException, InterruptedException {
    int down =
        machine
            .recorder()
            .await(
                begin,
                moment -> moment.kind() == Moment.Kind.RESET || hasFailed(moment),
                "a restart",
                CHANGE);
    Moment found = machine.recorder().moments().get(down - 1);
    if (hasFailed(found)) {
      throw new IOException(
          "On "
              + node.name()
              + ", '"
              + command
              + "' failed ("
              + found.text()
              + "). The console's last lines: "
              + String.join(" | ", machine.lastLines(LAST_LINES)));
    }
    machine.recorder().await(down, moment -> moment.kind() == Moment.Kind.LOGIN, "its login", BOOT);
    machine.waitForShell(COMMAND);
    return Proving.await(machine, to.toString());
  }

  private static boolean hasFailed(Moment moment) {
    return InBackground.isEnd(moment) && !InBackground.isGoodEnd(moment);
  }

  @Override
  public void close() throws IOException {
    machine.close();
  }
}
