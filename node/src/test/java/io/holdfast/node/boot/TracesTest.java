package io.holdfast.node.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.evidence.BootId;
import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.evidence.KernelRecord;
import io.holdfast.node.trial.Boot;
import io.holdfast.node.trial.PreviousEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracesTest {
  private static final String BOOT = "0123456789abcdef0123456789abcdef";

  @TempDir Path marks;

  @Test
  void a_boot_without_marks_ended_without_a_trace() {
    Traces traces = Traces.read(marks, KernelRecord.NONE, false);
    assertThat(traces.end()).isEqualTo(new PreviousEnd.Unexplained());
    assertThat(traces.entry()).isEqualTo(Boot.UNKNOWN);
    assertThat(traces.boot()).isNull();
  }

  @Test
  void the_mark_of_a_boot_says_which_generation_it_ran() throws IOException {
    mark("boot.before", "01234567-89ab-cdef-0123-456789abcdef holdfast-7.conf\n");
    Traces traces = Traces.read(marks, KernelRecord.NONE, false);
    assertThat(traces.entry()).isEqualTo(7);
    assertThat(traces.boot()).isEqualTo(BootId.parse(BOOT));
  }

  @Test
  void a_boot_that_left_no_word_of_its_life_was_lost() throws IOException {
    mark("boot.before", "01234567-89ab-cdef-0123-456789abcdef holdfast-7.conf\n");
    assertThat(Traces.read(marks, KernelRecord.NONE, false).end())
        .isEqualTo(new PreviousEnd.Lost());
    mark("lived", "ffffffff-89ab-cdef-0123-456789abcdef\n");
    assertThat(Traces.read(marks, KernelRecord.NONE, false).end())
        .isEqualTo(new PreviousEnd.Lost());
    mark("lived", "01234567-89ab-cdef-0123-456789abcdef\n");
    assertThat(Traces.read(marks, KernelRecord.NONE, false).end())
        .isEqualTo(new PreviousEnd.Unexplained());
    mark("lived", "\u0000garbage");
    assertThat(Traces.read(marks, KernelRecord.NONE, false).end())
        .isEqualTo(new PreviousEnd.Lost());
  }

  @Test
  void a_kernel_image_that_was_changed_explains_a_boot_without_traces_and_no_other()
      throws IOException {
    Traces silent = Traces.read(marks, KernelRecord.NONE, false);
    assertThat(silent.areSilent()).isTrue();
    Traces looked = silent.withImage("kernel image x.efi");
    assertThat(looked.end()).isEqualTo(new PreviousEnd.VerityDamage("kernel image x.efi"));
    assertThat(looked.culprit()).hasToString("storage kernel image x.efi");
    Traces watched = Traces.read(marks, KernelRecord.NONE, true).withImage("kernel image x.efi");
    assertThat(watched.end()).isEqualTo(new PreviousEnd.WatchdogReset());
    assertThat(watched.culprit().toString()).contains("watchdog");
  }

  @Test
  void recovery_that_is_switched_off_is_nobodys_lost_boot() throws IOException {
    mark("boot.before", "01234567-89ab-cdef-0123-456789abcdef holdfast-recovery.conf\n");
    assertThat(Traces.read(marks, KernelRecord.NONE, false).end())
        .isEqualTo(new PreviousEnd.Unexplained());
  }

  @Test
  void a_broken_mark_says_nothing() throws IOException {
    mark("boot.before", "\u0000garbage");
    assertThat(Traces.read(marks, KernelRecord.NONE, false).boot()).isNull();
    mark("boot.before", "not-a-boot holdfast-x.conf");
    assertThat(Traces.read(marks, KernelRecord.NONE, false).entry()).isEqualTo(Boot.UNKNOWN);
  }

  @Test
  void a_passed_deadline_blames_the_job_that_ran_while_others_waited() throws IOException {
    mark(
        "deadline",
        """
        uptime 92.10
        81 multi-user.target start waiting
        95 hang.service start running
        120 holdfast-deadline.service start running
        failed:
        """);
    Traces traces = Traces.read(marks, KernelRecord.NONE, false);
    assertThat(traces.end()).isEqualTo(new PreviousEnd.DeadlinePassed("hang.service"));
    assertThat(traces.culprit()).isEqualTo(Culprit.unit("hang.service"));
  }

  @Test
  void a_passed_deadline_blames_a_failed_unit_before_a_running_job() throws IOException {
    mark(
        "deadline",
        "uptime 9\n5 x.service start running\nfailed:\nholdfast-agent.service loaded\n");
    assertThat(Traces.read(marks, KernelRecord.NONE, false).culprit())
        .isEqualTo(Culprit.unit("holdfast-agent.service"));
  }

  @Test
  void an_agent_that_could_not_start_is_told_before_anything_else() throws IOException {
    mark("agent", "broken java\nexit code 1\n");
    Traces traces = Traces.read(marks, panic("Kernel panic - not syncing: x"), true);
    assertThat(traces.end())
        .isEqualTo(new PreviousEnd.AgentCouldNotStart("broken java exit code 1"));
  }

  @Test
  void the_kernels_record_tells_a_panic_from_a_damaged_root() {
    assertThat(Traces.read(marks, panic("Kernel panic - not syncing: boom"), false).end())
        .isInstanceOf(PreviousEnd.Panic.class);
    assertThat(
            Traces.read(
                    marks,
                    panic(
                        "device-mapper: verity: 253:0: data block 12 is corrupted\n"
                            + "Kernel panic - not syncing: dm-verity device corrupted"),
                    false)
                .end())
        .isInstanceOf(PreviousEnd.VerityDamage.class);
  }

  @Test
  void a_reset_by_the_watchdog_is_told_when_nothing_else_is() {
    assertThat(Traces.read(marks, KernelRecord.NONE, true).end())
        .isEqualTo(new PreviousEnd.WatchdogReset());
  }

  private static KernelRecord panic(String text) {
    return new KernelRecord(List.of("dmesg-efi_pstore-1"), text);
  }

  private void mark(String name, String text) throws IOException {
    Files.writeString(marks.resolve(name), text);
  }
}
