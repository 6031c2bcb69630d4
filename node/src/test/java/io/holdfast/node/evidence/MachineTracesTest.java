package io.holdfast.node.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTracesTest {
  @TempDir Path folder;

  @Test
  void the_journal_is_asked_for_the_boot_that_failed() throws Exception {
    MachineTraces traces = traces("echo \"$@\"");

    assertThat(traces.journalTail(EvidenceSamples.BOOT))
        .containsExactly(
            "--quiet -b 0f7c1a5293d44c6b8e215a9b0d3e7f16 -o short-monotonic --no-pager -n 200"
                + " --directory="
                + folder);
    assertThat(traces.journalTailOfPreviousBoot().getFirst()).contains("-b -1 ");
  }

  @Test
  void a_journal_of_hostile_lines_is_bounded_and_plain() throws Exception {
    MachineTraces traces =
        traces("printf 'first\\n'; seq 1 2000; printf 'x%%50000s\\n\\033[2J\\377' y");

    List<String> lines = traces.journalTail(EvidenceSamples.BOOT);

    assertThat(lines).hasSize(Evidence.MAX_JOURNAL_LINES).endsWith("�[2J�").doesNotContain("first");
    assertThat(lines).allMatch(line -> line.length() <= PlainText.MAX_LINE);
  }

  @Test
  void a_journal_that_cannot_be_read_says_so_in_its_place() throws Exception {
    assertThat(
            traces("echo 'Data from the boot is gone' >&2; exit 1")
                .journalTail(EvidenceSamples.BOOT))
        .hasSize(1)
        .allMatch(
            line ->
                line.startsWith("(Holdfast could not read the journal: ")
                    && line.contains("Data from the boot is gone"));
    assertThat(
            new MachineTraces(folder, folder, folder, "/no/such/journalctl", "false")
                .journalTailOfPreviousBoot()
                .getFirst())
        .contains("Cannot start /no/such/journalctl");
  }

  @Test
  void waiting_jobs_are_those_of_systemd() throws Exception {
    assertThat(traces("echo ' 80 multi-user.target start waiting'").waitingJobs())
        .containsExactly("80 multi-user.target start waiting");
    assertThat(traces("exit 0").waitingJobs()).isEmpty();
  }

  @Test
  void only_the_parts_that_are_kept_as_evidence_are_removed() throws IOException {
    Path old = Files.writeString(folder.resolve("dmesg-efi_pstore-1"), "Panic#1 Part1\n");
    Path console = Files.writeString(folder.resolve("console-ramoops-0"), "boot\n");
    MachineTraces traces = traces("exit 0");
    KernelRecord record = traces.kernelRecords();
    Path younger = Files.writeString(folder.resolve("dmesg-efi_pstore-2"), "Oops#1 Part1\n");

    traces.removeKernelRecords(record);
    traces.removeKernelRecords(record);

    assertThat(old).doesNotExist();
    assertThat(console).exists();
    assertThat(younger).exists();
  }

  @Test
  void a_part_that_cannot_be_removed_is_named_and_holds_up_no_other() throws IOException {
    Files.createDirectories(folder.resolve("dmesg-efi_pstore-1/full"));
    Path other = Files.writeString(folder.resolve("dmesg-efi_pstore-2"), "Panic#1 Part1\n");
    MachineTraces traces = traces("exit 0");
    KernelRecord record = traces.kernelRecords();

    assertThat(record.text()).contains("(Holdfast could not read this part: ");
    assertThatThrownBy(() -> traces.removeKernelRecords(record))
        .hasMessageContaining("dmesg-efi_pstore-1");
    assertThat(other).doesNotExist();
  }

  @Test
  void compressed_and_huge_parts_do_no_harm() throws IOException {
    Files.writeString(folder.resolve("dmesg-efi_pstore-1.enc.z"), "\0\0");
    Files.writeString(folder.resolve("dmesg-efi_pstore-170000000001001"), "x\n".repeat(1 << 20));

    KernelRecord record = traces("exit 0").kernelRecords();

    assertThat(record.files()).hasSize(2);
    assertThat(record.text()).contains("compressed").hasSizeLessThan(KernelRecord.MAX_TEXT_BYTES);
  }

  @Test
  void a_machine_without_pstore_or_watchdog_left_no_trace() {
    MachineTraces traces =
        new MachineTraces(folder, folder.resolve("gone"), folder.resolve("gone"), "false", "false");

    assertThat(traces.kernelRecords()).isEqualTo(KernelRecord.NONE);
    assertThat(traces.resetByWatchdog()).isFalse();
  }

  @Test
  void a_watchdog_tells_that_it_reset_the_machine() throws IOException {
    MachineTraces traces = traces("exit 0");
    watchdog("watchdog0", "0\n");
    watchdog("watchdog1", "nonsense\n");
    Files.createDirectories(folder.resolve("watchdog2"));
    assertThat(traces.resetByWatchdog()).isFalse();

    watchdog("watchdog3", "33\n");

    assertThat(traces.resetByWatchdog()).isTrue();
  }

  private void watchdog(String name, String status) throws IOException {
    Path watchdog = Files.createDirectories(folder.resolve(name));
    Files.writeString(watchdog.resolve("bootstatus"), status);
  }

  private MachineTraces traces(String script) throws IOException {
    Path program = folder.resolve("program");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return new MachineTraces(folder, folder, folder, program.toString(), program.toString());
  }
}
