package io.holdfast.node.delivery;

import io.holdfast.node.trial.Barred;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Outcome;
import io.holdfast.release.admission.Admission;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.content.ContentRef;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether content may go on trial on a node: a function of values. Stateless. */
final class ContentAdmission {
  private ContentAdmission() {}

  /**
   * Demands that it is not withdrawn, nor below the floor of its channel, unless it is in use.
   *
   * @param seen what the metadata last seen says
   * @param present what is in use of its channel; null if nothing is
   */
  static void demandAllowed(Statements seen, ContentRef ref, @Nullable ContentRef present)
      throws NotAdmittedException {
    Admission.Refused refused =
        seen.against(
            Kind.CONTENT,
            ref.channel().text(),
            ref.version(),
            ref.manifest(),
            present == null ? null : present.manifest());
    if (refused != null) {
      throw new NotAdmittedException(refused.reason() + ". " + refused.remedy());
    }
  }

  /**
   * Checks.
   *
   * @param terms of the channel
   * @param content its manifest, signed by a key of the channel
   * @param ref of that manifest
   * @param downgrade true if it need not be newer
   * @param now the node's clock; one that was set back does not lengthen the wait
   * @throws NotAdmittedException with the reason, and what to do
   */
  static void demand(
      Terms terms,
      ContentManifest content,
      ContentRef ref,
      NodeState state,
      boolean downgrade,
      Instant now)
      throws NotAdmittedException {
    Barred barred = state.barring(ref.manifest());
    if (barred != null) {
      throw new NotAdmittedException(
          ref
              + " failed on this node ("
              + barred.why()
              + "; evidence "
              + barred.evidence()
              + "). Take a newer version, or, if you know better, 'holdfast allow "
              + ref.manifest()
              + "'.");
    }
    if (content.totalSize() > terms.maxBytes()) {
      throw new NotAdmittedException(
          ref
              + " has "
              + content.totalSize()
              + " bytes, and channel "
              + ref.channel()
              + " takes at most "
              + terms.maxBytes()
              + ". Publish a smaller one, or raise max_size where the channel is declared.");
    }
    ContentRef present = state.lastKnownGoodGeneration().content(ref.channel());
    if (present != null && !downgrade && ref.version().compareTo(present.version()) <= 0) {
      throw new NotAdmittedException(
          ref
              + " is not newer than "
              + present
              + ", which is in use. Take a newer version, or say --allow-downgrade.");
    }
    Instant last = lastChange(state, ref);
    if (last != null && last.isBefore(now)) {
      Duration left = terms.minInterval().minus(Duration.between(last, now));
      if (left.isPositive()) {
        throw new NotAdmittedException(
            "Channel "
                + ref.channel()
                + " changed at "
                + last
                + " and may change again in "
                + left.toSeconds()
                + " s (min_interval). Try again then.");
      }
    }
  }

  /** When a trial of this channel's content ended last, or null. */
  private static @Nullable Instant lastChange(NodeState state, ContentRef ref) {
    Instant last = null;
    Generation before = null;
    for (Outcome outcome : state.history()) {
      Generation generation = outcome.endOfTrial();
      if (generation != null) {
        ContentRef content = generation.content(ref.channel());
        ContentRef old = before == null ? null : before.content(ref.channel());
        if (content != null && !content.equals(old)) {
          last = outcome.at();
        }
        before = outcome instanceof Outcome.Committed ? generation : before;
      }
    }
    return last;
  }
}
