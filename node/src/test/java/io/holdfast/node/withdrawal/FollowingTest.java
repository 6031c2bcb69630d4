package io.holdfast.node.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.policy.Containment;
import io.holdfast.host.DurableFile;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.settle.NodeOfFiles;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.trial.Examples;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.upgrade.UpgradeProgress;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Withdrawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node without a network: what it learned before is all that it goes by. */
final class FollowingTest {
  @TempDir private Path root;
  private NodePaths paths;
  private StateStore store;

  @BeforeEach
  void run_1_0_beside_1_1() throws Exception {
    paths = new NodePaths(root);
    Files.createDirectories(paths.node());
    store = new StateStore(paths.node());
    store.create(
        Examples.committed(
            Examples.trying(
                Examples.armed(Examples.staged(Examples.upgraded(), Examples.FIRST), 3))));
    Path entries = Files.createDirectories(root.resolve("esp/loader/entries"));
    for (int entry : List.of(2, 3)) {
      Files.writeString(entries.resolve("holdfast-" + entry + ".conf"), "efi /" + entry + "\n");
    }
    Path images = Files.createDirectories(root.resolve("esp/EFI/holdfast"));
    Files.writeString(images.resolve("of-nobody.efi"), "left");
  }

  @Test
  void what_it_only_keeps_is_given_up_and_the_loader_has_no_entry_of_it() throws Exception {
    withdraw(Examples.SECOND);
    Look plan = following().plan();
    assertThat(plan.lines())
        .contains("  give up sea 1.1, which is only kept")
        .noneMatch(line -> line.contains("is given up"));
    Look look = following().follow(Following.LeftOut.NOTHING);
    assertThat(look.done()).containsExactly("sea 1.1 is given up");
    assertThat(look.ways()).isEmpty();
    assertThat(look.restart()).isFalse();
    assertThat(look.isToBeRepeated()).isFalse();
    NodeState state = store.read();
    assertThat(state.content(Slot.B)).isEqualTo(new SlotContent.Empty());
    assertThat(state.held()).containsExactly(state.lastKnownGoodGeneration());
    assertThat(root.resolve("esp/loader/entries/holdfast-2.conf")).doesNotExist();
    assertThat(root.resolve("esp/loader/entries/holdfast-3.conf")).exists();
    assertThat(root.resolve("esp/EFI/holdfast/of-nobody.efi")).doesNotExist();
    assertThat(following().follow(Following.LeftOut.NOTHING).lines())
        .contains("Nothing here is known to be withdrawn.");
  }

  private void withdraw(ReleaseRef... releases) throws IOException {
    List<Withdrawn> all = new ArrayList<>();
    for (ReleaseRef each : releases) {
      all.add(
          new Withdrawn(
              Withdrawn.Kind.RELEASE,
              each.name(),
              each.version(),
              each.manifest(),
              "It is wrong.",
              "HF-1",
              Examples.NOW));
    }
    DurableFile.replace(paths.statements(), new Statements(all, Map.of()).toJson());
  }

  private Following following() throws IOException {
    NodeContext node = NodeOfFiles.of(paths, Map.of(), Examples.good(store.read()));
    return new Following(
        node,
        "/nowhere",
        Containment.KEEP,
        (vouched, from) -> {
          throw new IOException("nothing is brought here");
        },
        UpgradeProgress.SILENT);
  }
}
