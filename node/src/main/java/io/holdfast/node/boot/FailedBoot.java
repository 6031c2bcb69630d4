package io.holdfast.node.boot;

import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.evidence.BootId;
import io.holdfast.node.evidence.Cause;
import io.holdfast.node.evidence.Evidence;
import io.holdfast.node.evidence.EvidenceFolder;
import io.holdfast.node.evidence.MachineTraces;
import io.holdfast.node.policy.NodePolicy;
import io.holdfast.node.settle.Accused;
import io.holdfast.node.trial.Boot;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.trial.Trial;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the traces of a boot that died into evidence. Stateless. */
final class FailedBoot {
  private FailedBoot() {}

  /**
   * Keeps the evidence, unless it is kept already.
   *
   * @param state before this boot was judged: it still knows what was on trial
   * @param judged the state since
   */
  static void keep(
      NodePaths paths,
      MachineTraces machine,
      Traces traces,
      NodeState state,
      NodeState judged,
      int number,
      int generation,
      String about)
      throws IOException, InterruptedException {
    EvidenceFolder folder = new EvidenceFolder(paths.evidence());
    if (folder.numbers().contains(number)) {
      return;
    }
    Accused accused = Accused.of(state, judged, generation);
    BootId boot = bootOf(traces, state, accused.generation());
    List<String> journal =
        boot == null ? machine.journalTailOfPreviousBoot() : machine.journalTail(boot);
    folder.keep(
        new Evidence(
            number,
            Instant.now(),
            accused.release(),
            boot == null ? BootId.current() : boot,
            about,
            isGivenUp(state, judged, generation) ? Cause.CRASH_LOOP : traces.cause(),
            accused.parts(),
            accused.culprit(traces.culprit()),
            "",
            traces.waitingJobs(),
            journal,
            traces.kernel().text(),
            // As the boot before had it: this one's configuration is not chosen yet.
            NodePolicy.siteOf(paths)));
  }

  /** It was held, and is no longer, though its slot is whole: only a crash loop does that. */
  private static boolean isGivenUp(NodeState state, NodeState judged, int number) {
    Generation held = state.held(number);
    return held != null
        && judged.held(number) == null
        && judged.content(held.slot()) instanceof SlotContent.Holds;
  }

  private static @Nullable BootId bootOf(Traces traces, NodeState state, Generation failed) {
    if (traces.entry() == failed.entry() || traces.entry() == Boot.UNKNOWN) {
      return traces.boot();
    }
    return state.trial() instanceof Trial.Trying trying ? BootId.parse(trying.bootId()) : null;
  }
}
