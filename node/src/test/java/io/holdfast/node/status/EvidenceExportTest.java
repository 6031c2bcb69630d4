package io.holdfast.node.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.host.Command;
import io.holdfast.node.evidence.BootId;
import io.holdfast.node.evidence.Cause;
import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.evidence.Evidence;
import io.holdfast.node.evidence.EvidenceException;
import io.holdfast.node.evidence.EvidenceFolder;
import io.holdfast.node.evidence.Parts;
import io.holdfast.node.loader.SecureBoot;
import io.holdfast.node.trial.Examples;
import io.holdfast.node.trial.NodeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvidenceExportTest {
  @TempDir private Path folder;
  private EvidenceFolder kept = new EvidenceFolder(Path.of("/none"));

  @BeforeEach
  void keep() throws IOException {
    kept = new EvidenceFolder(folder.resolve("evidence"));
    kept.keep(evidence(1, "a tide that is no number"));
    kept.keep(evidence(2, ""));
  }

  @Test
  void the_tar_has_status_history_and_a_folder_for_each_failure() throws Exception {
    Path tar = folder.resolve("evidence.tar");
    export().write(List.of(1, 2), tar);
    assertThat(Command.of("tar", "--list", "--file", tar.toString()).check().lines())
        .contains(
            "holdfast-evidence/status.txt",
            "holdfast-evidence/status.json",
            "holdfast-evidence/history.txt",
            "holdfast-evidence/1/evidence.txt",
            "holdfast-evidence/1/evidence.json",
            "holdfast-evidence/1/kernel.txt",
            "holdfast-evidence/1/journal.txt",
            "holdfast-evidence/2/evidence.txt")
        .doesNotContain("holdfast-evidence/2/kernel.txt");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tar)))
        .isEqualTo("rw-------");
    assertThat(export().files(List.of(1)).get("1/evidence.txt"))
        .contains("cause    crash-loop", "content tides 8", "a tide that is no number");
  }

  @Test
  void nothing_is_written_over_and_nothing_half_is_left() throws Exception {
    Path there = Files.writeString(folder.resolve("there.tar"), "mine");
    assertThatThrownBy(() -> export().write(List.of(1), there))
        .hasMessageContaining("is not written over");
    assertThat(there).hasContent("mine");
    Path none = folder.resolve("none.tar");
    assertThatThrownBy(() -> export().write(List.of(9), none))
        .isInstanceOf(EvidenceException.class);
    assertThat(none).doesNotExist();
  }

  private EvidenceExport export() throws IOException {
    NodeState state = Examples.fresh();
    return new EvidenceExport(
        new NodeStatus(
            state, Examples.good(state), kept.read(2), true, SecureBoot.ENFORCED, List.of()),
        kept);
  }

  private static Evidence evidence(int number, String kernel) {
    return new Evidence(
        number,
        Examples.NOW,
        new Evidence.Release("tides", Examples.TIDES.version(), Examples.TIDES.manifest()),
        new BootId("0".repeat(32)),
        "suspected after 3 crashes",
        Cause.CRASH_LOOP,
        new Parts(List.of("release sea 1.1", "content tides 8"), List.of("content tides 8")),
        new Culprit(Culprit.Kind.CONTENT, "tides 8"),
        "",
        List.of(),
        List.of("[ 1.0] node kernel: hello"),
        kernel,
        "");
  }
}
