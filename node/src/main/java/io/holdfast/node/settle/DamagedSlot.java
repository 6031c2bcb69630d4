package io.holdfast.node.settle;

import io.holdfast.node.evidence.BootId;
import io.holdfast.node.evidence.Cause;
import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.evidence.Evidence;
import io.holdfast.node.evidence.EvidenceFolder;
import io.holdfast.node.policy.NodePolicy;
import io.holdfast.node.trial.NodeState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Evidence of damage that was found by reading a slot, before anything died of it.
 *
 * @param node whose slot
 * @param judged the state before the damage was known: it still has what was in the slot
 */
public record DamagedSlot(NodeContext node, NodeState judged) implements Steps.Keeper {
  @Override
  public void keep(int number, int generation, String about) throws IOException {
    EvidenceFolder folder = new EvidenceFolder(node.paths().evidence());
    if (folder.numbers().contains(number)) {
      return;
    }
    Accused accused = Accused.of(judged, generation);
    folder.keep(
        new Evidence(
            number,
            Instant.now(),
            accused.release(),
            BootId.current(),
            about,
            Cause.VERITY,
            accused.parts(),
            new Culprit(
                Culprit.Kind.STORAGE,
                "slot "
                    + accused.generation().slot()
                    + ", which is not what was written any more; verity refuses it"),
            "",
            List.of(),
            List.of(),
            node.traces().kernelRecords().text(),
            NodePolicy.siteOf(node.paths())));
  }
}
