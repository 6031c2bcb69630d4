package io.holdfast.node.withdrawal;

import io.holdfast.config.policy.Containment;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.vouching.Affected;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Vouched;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.content.ContentRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that decides which way a node goes off what is withdrawn. Immutable.
 *
 * @param state of the node
 * @param booted what runs
 * @param seen what must not run, as it was last seen
 * @param vouched what the repository vouches for; empty if it could not be asked
 * @param configurations what was delivered here as a configuration, by the digest that a generation
 *     has of it
 * @param leftOut manifests that were refused here, and are not asked for again
 * @param containment what is done where there is no way
 */
public record Situation(
    NodeState state,
    Booted booted,
    Statements seen,
    List<Vouched> vouched,
    Map<Digest, ContentRef> configurations,
    Set<Digest> leftOut,
    Containment containment) {
  /** Copies. */
  public Situation {
    vouched = List.copyOf(vouched);
    configurations = Map.copyOf(configurations);
    leftOut = Set.copyOf(leftOut);
  }

  /** The first thing withdrawn of a generation, its release first; null if nothing is. */
  @Nullable Withdrawn of(Generation generation) {
    return Affected.of(seen, generation, configurations);
  }

  /** Why a generation's configuration must not run; null if nothing is said against it. */
  @Nullable Withdrawn ofConfiguration(Generation generation) {
    ContentRef delivered = configurations.get(generation.configuration());
    return delivered == null ? null : seen.of(delivered.manifest());
  }

  /** Whether a manifest may be changed to: not withdrawn, not barred, not refused before. */
  private boolean mayRun(Digest manifest) {
    return seen.of(manifest) == null
        && state.barring(manifest) == null
        && !leftOut.contains(manifest);
  }

  private boolean isBelowFloor(Kind kind, String name, Version version) {
    Version floor = seen.floors().get(kind + " " + name);
    return floor != null && version.compareTo(floor) < 0;
  }

  /** Whether a thing may be brought here. */
  boolean mayBring(Vouched offered) {
    return mayRun(offered.manifest())
        && !isBelowFloor(offered.kind(), offered.name(), offered.version());
  }

  /** Whether content may be put on trial again. */
  boolean mayReturnTo(ContentRef content) {
    return mayRun(content.manifest())
        && !isBelowFloor(Kind.CONTENT, content.channel().text(), content.version());
  }

  /**
   * Whether a held generation may be put on trial again: nothing of it is withdrawn, failed here,
   * or is below a floor, but for what the last known good has, too.
   */
  boolean mayReturnTo(Generation held) {
    Generation good = state.lastKnownGoodGeneration();
    boolean sameRelease = held.release().manifest().equals(good.release().manifest());
    return state.content(held.slot()) instanceof SlotContent.Holds
        && of(held) == null
        && mayRun(held.release().manifest())
        && state.barring(held.configuration()) == null
        && (sameRelease
            || !isBelowFloor(Kind.RELEASE, held.release().name(), held.release().version()))
        && held.contents().stream()
            .allMatch(content -> good.contents().contains(content) || mayReturnTo(content));
  }
}
