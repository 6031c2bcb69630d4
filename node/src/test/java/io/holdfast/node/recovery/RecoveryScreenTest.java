package io.holdfast.node.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.loader.SecureBoot;
import io.holdfast.node.status.NodeStatus;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Examples;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.release.Version;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecoveryScreenTest {
  private static final Booted RECOVERY = new Booted.InRecovery();

  @Test
  void it_says_what_failed_what_was_tried_and_what_to_do() throws Exception {
    NodeState one =
        TrialMachine.slotDamaged(Examples.upgraded(), Slot.B, "block 7", RECOVERY, Examples.NOW)
            .state();
    NodeState both =
        TrialMachine.slotDamaged(one, Slot.A, "block 9", RECOVERY, Examples.NOW).state();
    assertThat(
            RecoveryScreen.lines(
                new NodeStatus(both, RECOVERY, null, true, SecureBoot.ENFORCED, List.of()), null))
        .contains(
            "Its data is untouched.",
            "  slot a with sea 1.0: block 9",
            "  slot b with sea 1.1: block 7",
            "  plug in a medium with the label HF-REPAIR and a repository on it;")
        .anyMatch(line -> line.contains("fell back from generation 2"))
        .noneMatch(line -> line.contains("did not work"));
  }

  @Test
  void what_was_proven_here_is_tried_first_and_then_the_newest() {
    List<Version> versions =
        List.of(new Version("1.0"), new Version("1.2"), new Version("1.1"), new Version("1.10"));
    assertThat(Recovery.inOrder(versions, new Version("1.1"), true))
        .extracting(Version::text)
        .containsExactly("1.1", "1.10", "1.2", "1.0");
    assertThat(Recovery.inOrder(versions, new Version("9"), true))
        .extracting(Version::text)
        .containsExactly("1.10", "1.2", "1.1", "1.0");
  }

  @Test
  void from_a_network_nothing_older_is_taken_than_what_was_proven_here() {
    List<Version> versions =
        List.of(new Version("1.0"), new Version("1.2"), new Version("1.1"), new Version("1.10"));
    assertThat(Recovery.inOrder(versions, new Version("1.1"), false))
        .extracting(Version::text)
        .containsExactly("1.1", "1.10", "1.2");
    assertThat(Recovery.inOrder(versions, new Version("9"), false)).isEmpty();
  }

  @Test
  void a_repair_that_did_not_work_is_told_with_its_reason() {
    NodeStatus status =
        new NodeStatus(Examples.fresh(), RECOVERY, null, true, SecureBoot.ENFORCED, List.of());
    assertThat(RecoveryScreen.lines(status, "nobody signed it"))
        .containsSequence("The last repair did not work:", "  nobody signed it")
        .contains("  nothing was kept");
  }
}
