package io.holdfast.lab.drill.node;

import io.holdfast.image.tools.ToolsTree;
import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.machine.Acceleration;
import io.holdfast.lab.machine.MachineEvent;
import io.holdfast.lab.machine.MachineSpec;
import io.holdfast.lab.machine.VirtualMachine;
import io.holdfast.lab.machine.serial.ControlShell;
import io.holdfast.lab.machine.serial.SerialConsole;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A node in a virtual machine; after a power cut, in the next one. */
public final class MachineNode implements DrilledNode {
  /** Whatever waits longer for a login than this has its own limit. */
  private static final Duration FOR_EVER = Duration.ofDays(1);

  /** Gives something back. */
  @FunctionalInterface
  public interface Closing {
    /** Once. */
    void close() throws IOException;
  }

  private final ToolsTree tools;
  private final Acceleration acceleration;
  private final MachineSpec spec;
  private final Consumer<String> lastLine;
  private final Recorder recorder = new Recorder(InstantSource.system());

  /** Of machines that have lost their power. */
  private final List<String> earlier = new ArrayList<>();

  private volatile @Nullable VirtualMachine machine;
  private Closing afterwards = () -> {};

  private MachineNode(
      ToolsTree tools, Acceleration acceleration, MachineSpec spec, Consumer<String> lastLine) {
    this.tools = tools;
    this.acceleration = acceleration;
    this.spec = spec;
    this.lastLine = lastLine;
  }

  /**
   * Starts it, from the snapshot if the specification names one.
   *
   * @param lastLine hears each line of its console
   */
  public static MachineNode start(
      ToolsTree tools, Acceleration acceleration, MachineSpec spec, Consumer<String> lastLine)
      throws IOException, InterruptedException {
    MachineNode node = new MachineNode(tools, acceleration, spec, lastLine);
    node.start(spec);
    return node;
  }

  /** The same, which gives this back too when it is closed. */
  public MachineNode afterClose(Closing last) {
    afterwards = last;
    return this;
  }

  /** The machine that it is in, for what only a preparation does. */
  public VirtualMachine machine() throws IOException {
    VirtualMachine running = machine;
    if (running == null) {
      throw new IOException("Machine " + spec.name() + " has no power.");
    }
    return running;
  }

  @Override
  public Recorder recorder() {
    return recorder;
  }

  @Override
  public void waitForShell(Duration limit) throws IOException, InterruptedException {
    machine().shell().waitForShell(limit);
  }

  @Override
  public ControlShell.Result run(String command, Duration limit)
      throws IOException, InterruptedException {
    return machine().shell().run(command, limit);
  }

  @Override
  public List<String> screen() {
    VirtualMachine running = machine;
    return running == null ? List.of() : running.console().screen();
  }

  @Override
  public List<String> lastLines(int most) {
    List<String> lines = new ArrayList<>(earlier);
    VirtualMachine running = machine;
    if (running != null) {
      lines.addAll(textOf(running));
    }
    return List.copyOf(lines.subList(Math.max(0, lines.size() - most), lines.size()));
  }

  @Override
  public void cutPower() throws IOException {
    VirtualMachine running = machine();
    running.cutPower();
    recorder.add(Moment.Kind.POWER_CUT, "the power is cut");
    recorder.addScreen("when the power was cut", running.console().screen());
    earlier.addAll(textOf(running));
    earlier.add("--- the power was cut ---");
    machine = null;
    running.close();
  }

  @Override
  public void powerOn() throws IOException, InterruptedException {
    if (machine != null) {
      throw new IOException("Machine " + spec.name() + " has power already.");
    }
    recorder.add(Moment.Kind.POWER_ON, "the power is back");
    start(spec.fromPowerOn());
  }

  @Override
  public void close() throws IOException {
    VirtualMachine running = machine;
    if (running != null) {
      earlier.addAll(textOf(running));
      machine = null;
      running.close();
    }
    afterwards.close();
  }

  private void start(MachineSpec wanted) throws IOException, InterruptedException {
    VirtualMachine started = VirtualMachine.start(tools, acceleration, wanted);
    machine = started;
    started.onEvent(event -> hear(started, event));
    started.console().onLine(this::hear);
    Thread.ofVirtual().name("logins of " + wanted.name()).start(() -> watchLogins(started));
  }

  private void hear(SerialConsole.Line line) {
    lastLine.accept(line.text());
    Moment moment = ConsoleReader.read(line);
    if (moment != null) {
      recorder.add(moment);
    }
  }

  private void hear(VirtualMachine started, MachineEvent event) {
    Moment moment = ConsoleReader.read(event);
    if (moment != null) {
      recorder.add(moment);
      recorder.addScreen("at " + moment.kind().words(), started.console().screen());
    }
  }

  /** The one who waits on the console; it offers a login without ending the line. */
  private void watchLogins(VirtualMachine started) {
    try {
      while (true) {
        SerialConsole.Line line = started.console().waitFor(ConsoleReader.LOGIN, FOR_EVER);
        recorder.add(new Moment(line.at(), Moment.Kind.LOGIN, line.text()));
        recorder.addScreen("at login", started.console().screen());
      }
    } catch (IOException e) {
      // The machine's end is told by whoever ended it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> textOf(VirtualMachine machine) {
    return machine.console().transcript().stream().map(SerialConsole.Line::text).toList();
  }
}
