package io.holdfast.cli;

import io.holdfast.host.Progress;
import io.holdfast.image.disk.ByteSize;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.lab.machine.Acceleration;
import io.holdfast.lab.machine.Disk;
import io.holdfast.lab.machine.FirmwareVariables;
import io.holdfast.lab.machine.MachineSpec;
import io.holdfast.lab.machine.VirtualMachine;
import io.holdfast.lab.machine.registry.LabRegistry;
import io.holdfast.lab.machine.registry.RecordedMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast lab run}. */
@Command(
    name = "run",
    description = {
      "Runs a virtual machine from an image file, in the foreground, with its console on this"
          + " terminal. Ctrl-] leaves: the power button is pressed, and Ctrl-C then cuts the"
          + " power. The machine ends with this command, however that ends. Firmware variables"
          + " and the TPM's state are kept beside the image, in FILE.variables and FILE.tpm."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast lab run --disk node.img",
      "  holdfast lab run --disk node.img --tpm --secure-boot --memory 2G --name edge-1",
      "  holdfast lab run --disk node.img </dev/null >console.log &"
    })
final class LabRunCommand extends WorkstationCommand {
  /** Emulated and on a busy host, a shutdown takes minutes. */
  private static final Duration SHUTDOWN = Duration.ofMinutes(5);

  /** How long a wait for the end of a machine lasts before the next one; any would do. */
  private static final Duration A_WHILE = Duration.ofHours(1);

  @Option(
      names = "--disk",
      required = true,
      paramLabel = "FILE",
      description = "An image file, raw or qcow2; may be repeated, the machine starts the first.")
  private List<Path> disks = new ArrayList<>();

  @Option(names = "--name", paramLabel = "NAME", description = "Its name (default: the image's).")
  private @Nullable String name;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      defaultValue = "1G",
      description = "Its memory (default: ${DEFAULT-VALUE}).")
  private ByteSize memory = new ByteSize(0);

  @Option(names = "--tpm", description = "Give it a TPM 2.0.")
  private boolean tpm;

  @Option(
      names = "--secure-boot",
      description = "Firmware that can enforce Secure Boot; slower. Without keys it does not.")
  private boolean secureBoot;

  @Override
  public Integer call() throws Exception {
    List<ImageMachine> images = new ArrayList<>();
    for (Path disk : disks) {
      images.add(ImageMachine.of(disk));
    }
    MachineSpec spec = spec(images);
    LabRegistry registry = Workplace.lab();
    Progress progress = Workplace.lines(err());
    ToolsTree tools = Workplace.tools(progress);
    if (!Files.exists(spec.variables())) {
      FirmwareVariables.create(tools, spec.variables());
    }
    Acceleration acceleration = Acceleration.probe(tools);
    progress.step("start machine " + spec.name() + " (" + words(acceleration) + ")");
    try (VirtualMachine machine = VirtualMachine.start(tools, acceleration, spec)) {
      RecordedMachine recorded = registry.add(machine);
      if (RawTerminal.isThere()) {
        ConsoleVisit.to(recorded, err());
        shutDown(recorded);
      } else {
        show(machine);
      }
      registry.remove(recorded);
    }
    err().println("Machine " + spec.name() + " is off.");
    return ExitCode.DONE;
  }

  private MachineSpec spec(List<ImageMachine> images) throws IOException {
    ImageMachine first = images.getFirst();
    List<Disk> all = new ArrayList<>();
    for (ImageMachine image : images) {
      all.add(image.disk());
    }
    MachineSpec spec =
        MachineSpec.of(
                name == null ? first.name() : name, first.variables(), all.toArray(Disk[]::new))
            .withMemory(Math.toIntExact(memory.bytes() / ByteSize.MIB))
            .with(secureBoot ? MachineSpec.Firmware.SECURE_BOOT : MachineSpec.Firmware.PLAIN);
    return tpm ? spec.withTpm(first.tpm()) : spec;
  }

  /** Somebody who left the console wants it down; a file or a pipe wants to see it to its end. */
  private void shutDown(RecordedMachine machine) throws IOException, InterruptedException {
    if (machine.isRunning()) {
      err().println("Pressed the power button of " + machine.name() + "; Ctrl-C cuts its power.");
      machine.stop(SHUTDOWN);
    }
  }

  private void show(VirtualMachine machine) throws InterruptedException {
    machine.console().onLine(line -> printLine(line.text()));
    while (!machine.waitForEnd(A_WHILE)) {
      // A machine may run for ever.
    }
  }

  private static String words(Acceleration acceleration) {
    return switch (acceleration) {
      case KVM -> "KVM";
      case EMULATION -> "emulated, for KVM does not work here";
    };
  }
}
