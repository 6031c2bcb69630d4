package io.holdfast.lab.machine;

import io.holdfast.host.Command;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.lab.machine.process.BoundProcess;
import io.holdfast.lab.machine.process.ProcessIdentity;
import io.holdfast.lab.machine.process.SocketFolder;
import io.holdfast.lab.machine.qmp.QmpConnection;
import io.holdfast.lab.machine.serial.ControlShell;
import io.holdfast.lab.machine.serial.MachineSilentException;
import io.holdfast.lab.machine.serial.SerialConsole;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running QEMU machine: a PC (q35) with UEFI firmware, a watchdog (i6300esb), its console on the
 * first serial line and, if its image has one, a root shell on the second. It ends with this
 * process, however that ends. Safe for use by several threads.
 */
public final class VirtualMachine implements AutoCloseable {
  /** QEMU answers at once, unless the host is short of everything. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final MachineSpec spec;
  private final MachineSockets sockets;
  private final MachineParts parts = new MachineParts();
  private final MachineEvents events = new MachineEvents();
  private final @Nullable BoundProcess tpm;
  private final BoundProcess process;
  private final QmpConnection qemu;
  private final SnapshotJob snapshots;
  private final SerialConsole console;
  private final ControlShell shell;

  private VirtualMachine(
      ToolsTree tools, Acceleration acceleration, MachineSpec spec, SocketFolder folder)
      throws IOException, InterruptedException {
    this.spec = spec;
    this.sockets = new MachineSockets(folder.folder());
    parts.own(folder::close);
    boolean started = false;
    try {
      tpm = spec.tpm() == null ? null : SoftwareTpm.start(tools, spec.tpm(), sockets);
      if (tpm != null) {
        parts.own(tpm::close);
      }
      MachineArguments arguments = new MachineArguments(spec, acceleration, sockets);
      process = BoundProcess.start(command(tools, arguments), folder.resolve("qemu.log"));
      parts.own(process::close);
      qemu = connect();
      parts.own(qemu::close);
      console = new SerialConsole(open(sockets.console()), InstantSource.system());
      parts.own(console::close);
      shell = new ControlShell(open(sockets.control()), new SecureRandom());
      parts.own(shell::close);
      events.onEvent(this::tellShell);
      snapshots = new SnapshotJob(qemu, arguments.snapshotNodes());
      if (spec.snapshot() != null) {
        snapshots.load(spec.snapshot());
      }
      qemu.execute("cont", Map.of(), ANSWER_LIMIT);
      started = true;
    } finally {
      if (!started) {
        parts.close();
      }
    }
  }

  /**
   * Starts a machine, from power-on or from the snapshot its specification names, and lets it run.
   *
   * @param acceleration as {@link Acceleration#probe} found it
   * @throws MachineException if it cannot be started; nothing of it is left then
   */
  public static VirtualMachine start(ToolsTree tools, Acceleration acceleration, MachineSpec spec)
      throws IOException, InterruptedException {
    return new VirtualMachine(tools, acceleration, spec, SocketFolder.create());
  }

  /** What it is made of. */
  public MachineSpec spec() {
    return spec;
  }

  /** Its console. */
  public SerialConsole console() {
    return console;
  }

  /** Its root shell; after each start or restart, wait for it first. */
  public ControlShell shell() {
    return shell;
  }

  /** Whether it has power. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** The process that ends when the machine does, for other processes. */
  public ProcessIdentity identity() throws IOException {
    return process.identity();
  }

  /** Where another process can give QEMU commands. */
  public Path visitorCommands() {
    return sockets.visitorCommands();
  }

  /** Where another process can read and type on the console. */
  public Path visitorConsole() {
    return sockets.visitorConsole();
  }

  /** Presses the power button: a system that runs shuts down, firmware ignores it. */
  public void powerDown() throws IOException, InterruptedException {
    qemu.execute("system_powerdown", Map.of(), ANSWER_LIMIT);
  }

  /** Presses the reset button. */
  public void reset() throws IOException, InterruptedException {
    qemu.execute("system_reset", Map.of(), ANSWER_LIMIT);
  }

  /**
   * Takes the power away, at once: what the machine has not flushed may be lost. Returns when no
   * process of it is left. A machine is then started anew from the same specification.
   */
  public void cutPower() {
    process.kill();
    if (tpm != null) {
      tpm.kill();
    }
    shell.machineWentAway("its power was cut");
  }

  /**
   * Waits until the machine has switched itself off.
   *
   * @return false if it has not within the limit
   */
  public boolean waitForEnd(Duration limit) throws InterruptedException {
    return process.waitFor(limit);
  }

  /**
   * Saves disks, memory and devices under a name, into the first qcow2 disk that it can write, or
   * into the variable store. The machine stands still meanwhile and then runs on.
   *
   * @throws IllegalArgumentException if a disk that it can write is raw
   * @throws MachineException if QEMU cannot save it, or the name is taken
   */
  public void saveSnapshot(String name) throws IOException, InterruptedException {
    MachineSpec.checkName("snapshot", name);
    for (Disk disk : spec.disks()) {
      if (disk.access() == Disk.Access.WRITE && disk.format() == Disk.Format.RAW) {
        throw new IllegalArgumentException(
            "Machine "
                + spec.name()
                + " cannot be saved: "
                + disk.file()
                + " is a raw disk that it can write. Convert it to qcow2.");
      }
    }
    snapshots.save(name);
  }

  /** Writes what its screen shows (not the serial console) to a file, as PNG. */
  public void screenshot(Path file) throws IOException, InterruptedException {
    Path picture = sockets.folder().resolve("screen.png");
    qemu.execute(
        "screendump", Map.of("filename", picture.toString(), "format", "png"), ANSWER_LIMIT);
    Files.copy(picture, file, StandardCopyOption.REPLACE_EXISTING);
    Files.delete(picture);
  }

  /** What happened so far, oldest first. */
  public List<MachineEvent> events() {
    return events.all();
  }

  /**
   * Adds a listener for events from now on. It must be quick and must not tell this machine
   * anything.
   */
  public void onEvent(Consumer<MachineEvent> listener) {
    events.onEvent(listener);
  }

  /**
   * Waits for an event at or after a moment, which may be past.
   *
   * @throws MachineSilentException if it does not happen within the limit
   */
  public MachineEvent waitForEvent(MachineEvent.Kind kind, Instant since, Duration limit)
      throws MachineSilentException, InterruptedException {
    return events.waitFor(kind, since, limit);
  }

  /** Cuts the power, if there is any, and gives back all that the machine used on the host. */
  @Override
  public void close() throws IOException {
    cutPower();
    parts.close();
  }

  private static Command command(ToolsTree tools, MachineArguments arguments) {
    return tools.command(
        arguments.reads(),
        arguments.writes(),
        arguments.words(),
        ToolsTree.Devices.HOST,
        ToolsTree.Network.NONE);
  }

  private QmpConnection connect() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + ANSWER_LIMIT.toNanos();
    while (true) {
      try {
        return QmpConnection.open(sockets.commands(), events::accept, ANSWER_LIMIT);
      } catch (IOException e) {
        if (process.waitFor(LOOK_AGAIN) || System.nanoTime() > deadline) {
          throw new MachineException(
              "Machine "
                  + spec.name()
                  + " did not start: "
                  + e.getMessage()
                  + ". "
                  + process.lastWords(),
              e);
        }
      }
    }
  }

  private static SocketChannel open(Path socket) throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  private void tellShell(MachineEvent event) {
    switch (event.kind()) {
      case RESET -> shell.machineWentAway("it restarted (" + event.detail() + ")");
      case SHUTDOWN -> shell.machineWentAway("it was switched off (" + event.detail() + ")");
      case WATCHDOG, GUEST_PANICKED -> {
        // A restart follows, or does not; either is told.
      }
    }
  }
}
