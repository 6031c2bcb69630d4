package io.holdfast.node.boot;

import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.evidence.BootId;
import io.holdfast.node.evidence.Evidence;
import io.holdfast.node.evidence.EvidenceFolder;
import io.holdfast.node.evidence.MachineTraces;
import io.holdfast.node.trial.Boot;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.ReleaseRef;
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
   */
  static void keep(
      NodePaths paths,
      MachineTraces machine,
      Traces traces,
      NodeState state,
      int number,
      int generation,
      String about)
      throws IOException, InterruptedException {
    EvidenceFolder folder = new EvidenceFolder(paths.evidence());
    if (folder.numbers().contains(number)) {
      return;
    }
    ReleaseRef release = release(state, generation);
    BootId boot = bootOf(traces, state, generation);
    List<String> journal =
        boot == null ? machine.journalTailOfPreviousBoot() : machine.journalTail(boot);
    folder.keep(
        new Evidence(
            number,
            Instant.now(),
            new Evidence.Release(release.name(), release.version(), release.manifest()),
            boot == null ? BootId.current() : boot,
            about,
            traces.culprit(),
            "",
            traces.waitingJobs(),
            journal,
            traces.kernel().text()));
  }

  private static @Nullable BootId bootOf(Traces traces, NodeState state, int generation) {
    if (traces.generation() == generation || traces.generation() == Boot.UNKNOWN) {
      return traces.boot();
    }
    return state.trial() instanceof Trial.Trying trying ? BootId.parse(trying.bootId()) : null;
  }

  private static ReleaseRef release(NodeState state, int number) {
    Generation trial = state.onTrial();
    if (trial != null && trial.number() == number) {
      return trial.release();
    }
    Generation held = state.held(number);
    return held == null ? state.lastKnownGoodGeneration().release() : held.release();
  }
}
