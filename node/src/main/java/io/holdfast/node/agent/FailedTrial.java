package io.holdfast.node.agent;

import io.holdfast.node.evidence.BootId;
import io.holdfast.node.evidence.Cause;
import io.holdfast.node.evidence.Evidence;
import io.holdfast.node.evidence.EvidenceFolder;
import io.holdfast.node.health.Verdict;
import io.holdfast.node.policy.NodePolicy;
import io.holdfast.node.settle.Accused;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Turns a failed check of a trial that still runs into evidence. Stateless. */
final class FailedTrial {
  private FailedTrial() {}

  /**
   * Keeps the evidence, unless it is kept already.
   *
   * @param state that still knows what is on trial
   */
  static void keep(
      NodeContext node, NodeState state, Verdict.FailedForGood failed, int number, String about)
      throws IOException, InterruptedException {
    Generation trial = state.onTrial();
    EvidenceFolder folder = new EvidenceFolder(node.paths().evidence());
    if (trial == null || folder.numbers().contains(number)) {
      return;
    }
    BootId boot = BootId.current();
    Accused accused = Accused.of(state, trial.number());
    folder.keep(
        new Evidence(
            number,
            Instant.now(),
            accused.release(),
            boot,
            about,
            Cause.CHECK,
            accused.parts(),
            accused.isFromStart() ? accused.culprit(failed.culprit()) : failed.culprit(),
            failed.output(),
            List.of(),
            node.traces().journalTail(boot),
            "",
            NodePolicy.siteOf(node.paths())));
  }
}
