package io.holdfast.lab.machine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.lab.machine.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabRegistryTest {
  private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path state;

  @Test
  void a_machine_that_runs_is_found_by_name() throws Exception {
    RecordedMachine machine = machine("b", ProcessIdentity.own());
    registry().add(machine);
    registry().add(machine("a", ProcessIdentity.own()));
    assertThat(registry().find("b")).isEqualTo(machine);
    assertThat(registry().list()).extracting(RecordedMachine::name).containsExactly("a", "b");
  }

  @Test
  void a_name_is_taken_while_its_machine_runs() throws Exception {
    registry().add(machine("a", ProcessIdentity.own()));
    assertThatThrownBy(() -> registry().add(machine("a", ProcessIdentity.own())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("runs already");
  }

  @Test
  void a_machine_that_ended_is_forgotten_and_its_name_free() throws Exception {
    ProcessIdentity ended = ended();
    registry().add(machine("a", ended));
    assertThat(registry().list()).isEmpty();
    assertThat(state.resolve("lab/a.json")).doesNotExist();
    registry().add(machine("a", ended));
    registry().add(machine("a", ProcessIdentity.own()));
    assertThat(registry().list()).hasSize(1);
  }

  @Test
  void a_machine_is_not_taken_for_a_later_process_with_its_number() throws Exception {
    ProcessIdentity own = ProcessIdentity.own();
    registry()
        .add(machine("a", new ProcessIdentity(own.pid(), own.startTicks() + 1, own.bootId())));
    registry().add(machine("b", new ProcessIdentity(own.pid(), own.startTicks(), "another boot")));
    assertThat(registry().list()).isEmpty();
  }

  @Test
  void a_machine_taken_off_the_record_is_forgotten() throws Exception {
    RecordedMachine machine = machine("a", ProcessIdentity.own());
    registry().add(machine);
    registry().remove(machine("a", ended()));
    assertThat(registry().list()).hasSize(1);
    registry().remove(machine);
    registry().remove(machine);
    assertThat(registry().list()).isEmpty();
  }

  @Test
  void an_unknown_name_is_told_with_those_that_are_known() throws Exception {
    assertThatThrownBy(() -> registry().find("x"))
        .isInstanceOf(NoSuchMachineException.class)
        .hasMessageContaining("None runs");
    registry().add(machine("a", ProcessIdentity.own()));
    assertThatThrownBy(() -> registry().find("x"))
        .isInstanceOf(NoSuchMachineException.class)
        .hasMessageContaining("These run: a.");
  }

  @Test
  void a_record_of_another_format_is_told_and_not_deleted() throws Exception {
    registry().add(machine("a", ProcessIdentity.own()));
    Path file = state.resolve("lab/a.json");
    Files.writeString(file, Files.readString(file).replace("\"format\" : 1", "\"format\" : 2"));
    assertThatThrownBy(() -> registry().list())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a.json")
        .hasMessageContaining("format");
    assertThat(file).exists();
  }

  @Test
  void the_record_has_not_changed_its_format() throws Exception {
    try (var golden = getClass().getResourceAsStream("record.json")) {
      assertThat(golden).isNotNull();
      byte[] bytes = golden.readAllBytes();
      RecordedMachine machine = machine("golden", new ProcessIdentity(42, 4711, "boot"));
      assertThat(RecordedMachine.read(bytes, 1000)).isEqualTo(machine);
    }
  }

  private LabRegistry registry() {
    return new LabRegistry(state.resolve("lab"));
  }

  private static RecordedMachine machine(String name, ProcessIdentity process) {
    return new RecordedMachine(
        name, process, Path.of("/run/x/qmp-visitor"), Path.of("/run/x/console-visitor"), STARTED);
  }

  private static ProcessIdentity ended() throws Exception {
    Process sleeper = new ProcessBuilder("sleep", "1000").start();
    ProcessIdentity identity = ProcessIdentity.of(sleeper.pid());
    assertThat(identity.isAlive()).isTrue();
    identity.kill();
    return identity;
  }
}
