package io.holdfast.node.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.evidence.Cause;
import io.holdfast.node.evidence.EvidenceFolder;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.settle.NodeOfFiles;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.trial.Examples;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release that was staged, and the machine died before it was armed. */
final class StagedReleaseTest {
  @TempDir private Path root;
  private NodePaths paths;
  private StateStore store;

  @BeforeEach
  void stage() throws Exception {
    paths = new NodePaths(root);
    Files.createDirectories(paths.node());
    store = new StateStore(paths.node());
    Path entries = Files.createDirectories(root.resolve("esp/loader/entries"));
    Files.writeString(entries.resolve("holdfast-2.conf"), "");
    store.create(Examples.staged(Examples.upgraded(), Examples.THIRD));
  }

  @Test
  void one_that_is_damaged_meanwhile_is_given_up_so_that_what_waits_is_not_held_up()
      throws Exception {
    assertThatThrownBy(() -> new Upgrade(node(), UpgradeProgress.SILENT).finishStaged())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("slot A is not what was written any more")
        .hasMessageContaining("Upgrade to it again");
    NodeState state = store.read();
    assertThat(state.trial()).isInstanceOf(Trial.Idle.class);
    assertThat(state.content(Slot.A)).isInstanceOf(SlotContent.Damaged.class);
    assertThat(state.barred()).as("the disk's fault").isEmpty();
    EvidenceFolder evidence = new EvidenceFolder(paths.evidence());
    assertThat(evidence.read(evidence.numbers().getLast()).cause()).isEqualTo(Cause.VERITY);
    assertThat(new Upgrade(node(), UpgradeProgress.SILENT).finishStaged()).isFalse();
  }

  private NodeContext node() throws IOException {
    return NodeOfFiles.of(paths, Map.of(), Examples.good(store.read()));
  }
}
