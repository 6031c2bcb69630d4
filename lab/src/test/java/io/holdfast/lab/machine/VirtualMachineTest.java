package io.holdfast.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.image.tools.ToolsTree;
import io.holdfast.lab.machine.registry.LabRegistry;
import io.holdfast.lab.machine.registry.RecordedMachine;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real machines without a disk: their firmware comes up and offers its own shell. */
@Tag("vm")
final class VirtualMachineTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ToolsTree tools = new ToolsTree(Path.of(System.getProperty("holdfast.tools", "/")));

  @TempDir private Path folder;
  private MachineSpec spec = MachineSpec.of("none", Path.of("/"));

  @BeforeEach
  void make_a_machine() throws Exception {
    Path variables = folder.resolve("variables.qcow2");
    FirmwareVariables.create(tools, variables);
    spec = MachineSpec.of("m1", variables).withMemory(256);
  }

  @Test
  void a_machine_starts_types_and_goes_on_from_a_snapshot() throws Exception {
    try (VirtualMachine machine = start(spec)) {
      machine.console().waitFor("UEFI Interactive Shell", LIMIT);
      machine.console().type("\u001b");
      machine.console().waitFor("Shell>", LIMIT);
      machine.saveSnapshot("at-shell");
      machine.screenshot(folder.resolve("screen.png"));
      assertThatThrownBy(() -> machine.saveSnapshot("at-shell"))
          .isInstanceOf(MachineException.class)
          .hasMessageContaining("at-shell");
    }
    assertThat(Files.readAllBytes(folder.resolve("screen.png"))).startsWith(0x89, 'P', 'N', 'G');

    try (VirtualMachine again = start(spec.from("at-shell"))) {
      again.console().type("echo from the snapshot\r");
      again.console().waitFor("from the snapshot", LIMIT);
      again.console().waitFor("from the snapshot", LIMIT);
      assertThat(again.console().transcript()).noneMatch(line -> line.text().contains("BdsDxe"));
    }
  }

  @Test
  void a_machine_with_secure_boot_and_a_tpm_starts() throws Exception {
    Path tpm = folder.resolve("tpm");
    MachineSpec secure = spec.with(MachineSpec.Firmware.SECURE_BOOT).withTpm(tpm);
    try (VirtualMachine machine = start(secure)) {
      machine.console().waitFor("No bootable option", LIMIT);
    }
    assertThat(tpm).isNotEmptyDirectory();
  }

  @Test
  void cutting_the_power_leaves_no_process_and_closing_no_file() throws Exception {
    VirtualMachine machine = start(spec.withTpm(folder.resolve("tpm")));
    Path sockets = machine.visitorConsole().getParent();
    ProcessHandle top = ProcessHandle.of(machine.identity().pid()).orElseThrow();
    List<ProcessHandle> family = top.descendants().toList();
    assertThat(family).isNotEmpty();

    machine.cutPower();

    assertThat(machine.isRunning()).isFalse();
    assertThat(family).noneMatch(ProcessHandle::isAlive);
    assertThat(ProcessHandle.current().descendants()).isEmpty();
    assertThatThrownBy(machine::reset).isInstanceOf(IOException.class);
    machine.close();
    assertThat(sockets).doesNotExist();
  }

  @Test
  void a_machine_that_cannot_start_says_why_and_leaves_nothing() {
    MachineSpec broken = spec.from("no-such-snapshot");
    assertThatThrownBy(() -> start(broken))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-snapshot");
    MachineSpec missing =
        MachineSpec.of("m2", spec.variables(), Disk.raw(folder.resolve("no-such-disk")));
    assertThatThrownBy(() -> start(missing))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("no-such-disk");
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  @Test
  void another_process_finds_a_machine_visits_its_console_and_stops_it() throws Exception {
    LabRegistry registry = new LabRegistry(folder.resolve("lab"));
    try (VirtualMachine machine = start(spec)) {
      registry.add(machine);
      machine.console().waitFor("UEFI Interactive Shell", LIMIT);

      RecordedMachine found = registry.find("m1");
      PipedOutputStream fingers = new PipedOutputStream();
      PipedInputStream keys = new PipedInputStream(fingers);
      ByteArrayOutputStream screen = new ByteArrayOutputStream();
      Thread visit = Thread.ofPlatform().start(() -> visit(found, keys, screen));
      fingers.write("\u001b".getBytes(StandardCharsets.UTF_8));
      machine.console().waitFor("Shell>", LIMIT);
      fingers.write("echo visited\r".getBytes(StandardCharsets.UTF_8));
      machine.console().waitFor("visited", LIMIT);
      fingers.write(RecordedMachine.LEAVE_KEY);
      visit.join(LIMIT);
      assertThat(visit.isAlive()).isFalse();
      assertThat(screen.toString(StandardCharsets.UTF_8)).contains("visited");

      Instant before = Instant.now();
      found.reset();
      assertThat(machine.waitForEvent(MachineEvent.Kind.RESET, before, LIMIT).detail())
          .isEqualTo("host-qmp-system-reset");
      machine.console().waitFor("UEFI Interactive Shell", LIMIT);
      found.cutPower();
      assertThat(machine.waitForEnd(LIMIT)).isTrue();
      assertThat(registry.list()).isEmpty();
    }
  }

  @Test
  void a_machine_ends_when_its_starter_is_killed() throws Exception {
    Process starter =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(),
                tools.folder().toString(),
                spec.variables().toString(),
                folder.resolve("tpm").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<ProcessHandle> family = new ArrayList<>();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(starter.getInputStream(), StandardCharsets.UTF_8))) {
      String sockets = said.readLine();
      family.addAll(starter.descendants().toList());
      assertThat(family).hasSizeGreaterThan(3).allMatch(ProcessHandle::isAlive);

      starter.destroyForcibly();

      for (ProcessHandle member : family) {
        member.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
      assertThat(starter.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

      assertThat(Path.of(sockets)).exists();
      start(spec).close();
      assertThat(Path.of(sockets)).doesNotExist();
    } finally {
      family.forEach(ProcessHandle::destroyForcibly);
      starter.destroyForcibly();
    }
  }

  @Test
  void the_probe_runs_in_emulation_and_decides_for_acceleration() throws Exception {
    assertThat(Acceleration.EMULATION.works(tools, Duration.ofSeconds(20))).isTrue();
    assertThat(Acceleration.probe(tools)).isIn((Object[]) Acceleration.values());
  }

  private VirtualMachine start(MachineSpec wanted) throws IOException, InterruptedException {
    return VirtualMachine.start(tools, Acceleration.EMULATION, wanted);
  }

  private static void visit(
      RecordedMachine machine, InputStream keys, ByteArrayOutputStream screen) {
    try {
      machine.visit(keys, screen);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts a machine from a thread that ends, as any program may, and waits to be killed. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] arguments) throws Exception {
      ToolsTree tools = new ToolsTree(Path.of(arguments[0]));
      MachineSpec spec =
          MachineSpec.of("killed", Path.of(arguments[1]))
              .withMemory(256)
              .withTpm(Path.of(arguments[2]));
      Thread starter = Thread.ofPlatform().start(() -> start(tools, spec));
      starter.join();
      Thread.sleep(LIMIT);
    }

    private static void start(ToolsTree tools, MachineSpec spec) {
      try {
        VirtualMachine machine = VirtualMachine.start(tools, Acceleration.EMULATION, spec);
        machine.console().waitFor("UEFI Interactive Shell", LIMIT);
        System.out.println(machine.visitorConsole().getParent());
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
