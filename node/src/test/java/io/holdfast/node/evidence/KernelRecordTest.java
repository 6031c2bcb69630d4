package io.holdfast.node.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder under {@code pstore} is what one machine found there, and what must come of it. */
class KernelRecordTest {
  static Stream<Path> machines() throws URISyntaxException, IOException {
    URL pstore = Objects.requireNonNull(KernelRecordTest.class.getResource("pstore"));
    try (Stream<Path> folders = Files.list(Path.of(pstore.toURI()))) {
      return folders.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void the_record_reads_forward_and_names_the_culprit(Path machine) throws IOException {
    KernelRecord record = tracesOf(machine).kernelRecords();

    assertThat(record.text() + "\n").isEqualTo(Files.readString(machine.resolve("expected.txt")));
    assertThat(record.culprit().map(Culprit::toString).orElse("none"))
        .isEqualTo(Files.readString(machine.resolve("culprit.txt")).strip());
    try (Stream<Path> files = Files.list(machine)) {
      assertThat(record.files())
          .containsExactlyElementsOf(
              files
                  .map(file -> String.valueOf(file.getFileName()))
                  .filter(name -> name.startsWith("dmesg"))
                  .sorted()
                  .toList());
    }
  }

  @Test
  void no_parts_are_no_record() {
    assertThat(KernelRecord.of(Map.of())).isEqualTo(KernelRecord.NONE);
    assertThat(KernelRecord.NONE.isEmpty()).isTrue();
    assertThat(KernelRecord.NONE.culprit()).isEmpty();
  }

  @Test
  void corrupted_blocks_are_seen_in_the_journal_too() {
    String journal =
        """
        [    4.1] node systemd[1]: Started.
        [    5.2] node kernel: device-mapper: verity: 254:3: data block 91 is corrupted
        [    5.3] node kernel: device-mapper: verity: 254:3: data block 92 is corrupted
        """;

    assertThat(KernelRecord.verityCorruption(journal))
        .contains("device-mapper: verity: 254:3: data block 91 is corrupted");
    assertThat(KernelRecord.verityCorruption("device-mapper: verity: sha256 using \"ni\"\n"))
        .isEmpty();
    assertThat(
            KernelRecord.verityCorruption(
                "[ 9.1] Kernel panic - not syncing: dm-verity device corrupted\n"))
        .contains("dm-verity device corrupted");
  }

  private static MachineTraces tracesOf(Path pstore) {
    return new MachineTraces(pstore, pstore, pstore, "false", "false");
  }
}
