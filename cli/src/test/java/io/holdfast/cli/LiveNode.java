package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.node.MachineNode;
import io.holdfast.lab.drill.prepare.Preparation;
import io.holdfast.lab.drill.prepare.Workshop;
import io.holdfast.lab.drill.progress.DrillProgress;
import io.holdfast.lab.machine.MachineSpec;
import io.holdfast.lab.machine.serial.ControlShell;
import io.holdfast.lab.machine.serial.MachineSilentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The drill's healthy node as it was saved, in a virtual machine on copies of its files. */
final class LiveNode implements AutoCloseable {
  /** Emulated and on a busy host. */
  private static final Duration BOOT = Duration.ofMinutes(8);

  private static final Duration COMMAND = Duration.ofMinutes(3);

  private static final int CONSOLE_LINES = 60;

  private final MachineNode node;
  private final Heard heard;

  private LiveNode(MachineNode node, Heard heard) {
    this.node = node;
    this.heard = heard;
  }

  static LiveNode start(String name, Path folder) throws IOException, InterruptedException {
    ToolsTree tools = new ToolsTree(Path.of(System.getProperty("holdfast.tools", "/")));
    // These tests' own cache is empty; the one that the tools tree lies in has what a drill left.
    Path cache = tools.folder().resolve("../..").normalize();
    Workshop workshop = new Workshop(tools, new BuildCache(cache), Workplace.agentJars());
    Preparation prepared =
        Preparation.make(
            workshop, MachineSpec.Firmware.PLAIN, DrillProgress.lines(System.err).begin(""));
    try (Stream<Path> files = Files.list(prepared.healthy().folder())) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Heard heard = new Heard();
    LiveNode live =
        new LiveNode(
            MachineNode.start(
                tools,
                prepared.acceleration(),
                prepared.healthy().machine(name, folder),
                heard::line),
            heard);
    live.node.waitForShell(COMMAND);
    return live;
  }

  /** Runs a script; any exit code is an answer. */
  ControlShell.Result run(String script) throws IOException, InterruptedException {
    try {
      return node.run(script, COMMAND);
    } catch (MachineSilentException e) {
      throw new IOException(
          e.getMessage() + " Its console: " + String.join("\n", node.lastLines(CONSOLE_LINES)), e);
    }
  }

  /** Runs a script that must succeed, and returns what it printed. */
  String check(String script) throws IOException, InterruptedException {
    ControlShell.Result result = run(script);
    assertThat(result.exitCode()).as("%s: %s", script, result.output()).isZero();
    return result.output().strip();
  }

  /** Restarts it in good order, by this command. */
  void restart(String command) throws IOException, InterruptedException {
    int before = node.recorder().now();
    run(command);
    awaitLogin(before);
  }

  /** Does something that makes the machine restart by itself, maybe more than once. */
  void crash(String script) throws IOException, InterruptedException {
    int before = node.recorder().now();
    try {
      run(script + "\nsleep 60");
    } catch (IOException expected) {
      // It goes away with the command still running.
    }
    awaitLogin(before);
  }

  /** Runs a script, takes the power as soon as the console says this, and gives it back. */
  void cutPowerAt(String words, String script) throws IOException, InterruptedException {
    CountDownLatch said = heard.next(words);
    check(script);
    assertThat(said.await(BOOT.toSeconds(), TimeUnit.SECONDS)).as(words).isTrue();
    node.cutPower();
    int before = node.recorder().now();
    node.powerOn();
    awaitLogin(before);
  }

  List<String> console() {
    return node.lastLines(Integer.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    node.close();
  }

  private void awaitLogin(int from) throws IOException, InterruptedException {
    node.recorder().await(from, moment -> moment.kind() == Moment.Kind.LOGIN, "its login", BOOT);
    node.waitForShell(COMMAND);
  }

  /** Each line of the console, as it comes. */
  private static final class Heard {
    private String words = "";
    private CountDownLatch said = new CountDownLatch(0);

    synchronized void line(String line) {
      if (line.contains(words)) {
        said.countDown();
      }
    }

    synchronized CountDownLatch next(String wanted) {
      words = wanted;
      said = new CountDownLatch(1);
      return said;
    }
  }
}
