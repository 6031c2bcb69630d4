package io.holdfast.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.evidence.EvidenceFolder;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.trial.NodeState;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  @TempDir Path folder;

  @Test
  void it_goes_through_a_commit_a_revert_and_a_look_of_the_daemon() throws Exception {
    assertThat(Training.run(folder)).isZero();
    NodePaths paths = new NodePaths(folder.resolve("node"));
    NodeState state = new StateStore(paths.node()).read();
    assertThat(state.lastKnownGood()).isEqualTo(2);
    assertThat(state.barred()).hasSize(1);
    assertThat(state.bootDurations()).isEmpty();
    assertThat(new EvidenceFolder(paths.evidence()).numbers()).hasSize(1);
    assertThat(Files.readString(paths.health())).contains("training");
    assertThat(Files.readString(paths.statements())).contains("HF-0");
  }
}
