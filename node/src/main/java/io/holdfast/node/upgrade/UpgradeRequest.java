package io.holdfast.node.upgrade;

import io.holdfast.release.Version;
import io.holdfast.release.admission.Waiver;
import io.holdfast.release.manifest.ReleaseName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants a node to change to.
 *
 * @param from a repository's folder or URL
 * @param name of the release; null for the running one's
 * @param version null for the newest
 * @param waivers what may be allowed that is refused otherwise
 * @param restart whether the machine is to restart into it by itself, if it has to wait
 * @param now whether it begins also while no window is open
 */
public record UpgradeRequest(
    String from,
    @Nullable ReleaseName name,
    @Nullable Version version,
    Set<Waiver> waivers,
    boolean restart,
    boolean now) {
  /** Copies. */
  public UpgradeRequest {
    waivers = Set.copyOf(waivers);
  }
}
