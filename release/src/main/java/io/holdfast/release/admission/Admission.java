package io.holdfast.release.admission;

import io.holdfast.release.Digest;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ReleaseRef;
import java.util.Collection;
import java.util.Set;

/** Whether a node may install a release whose signature it has verified. */
public sealed interface Admission {

  /** It may. */
  record Admitted(ReleaseRef release) implements Admission {}

  /**
   * It may not.
   *
   * @param cause for programs
   * @param reason one sentence for people
   * @param remedy what to do about it, one sentence
   */
  record Refused(Cause cause, String reason, String remedy) implements Admission {}

  /** Why a release is refused. */
  enum Cause {
    /** It is built for other processors. */
    OTHER_ARCHITECTURE,
    /** Its repository has withdrawn it. */
    WITHDRAWN,
    /** It is below the lowest version that its repository allows. */
    BELOW_FLOOR,
    /** It is what runs. */
    RUNNING_ALREADY,
    /** It failed on this node. */
    BARRED,
    /** It has another name than what runs, and no {@link Waiver#OTHER_NAME}. */
    OTHER_NAME,
    /** Its version is not above the running one, and there is no {@link Waiver#DOWNGRADE}. */
    NOT_NEWER
  }

  /**
   * Decides. What no waiver can change is looked at first, so that nobody gives one in vain.
   * Versions of two different names say nothing of each other and are not compared.
   *
   * @param candidate as {@code TrustedKeys} verified it
   * @param candidateDigest of the candidate's bytes
   * @param running what runs
   * @param architecture of this node
   * @param barred what failed here
   * @param waivers what the operator allows
   * @param seen what the metadata last seen says; no waiver counts against it
   * @param lastKnownGood the manifest of what this node may always go back to
   */
  static Admission decide(
      Manifest candidate,
      Digest candidateDigest,
      ReleaseRef running,
      Architecture architecture,
      Collection<Barred> barred,
      Set<Waiver> waivers,
      Statements seen,
      Digest lastKnownGood) {
    Refused refused =
        seen.against(
            Withdrawn.Kind.RELEASE,
            candidate.name().text(),
            candidate.version(),
            candidateDigest,
            lastKnownGood);
    return refused != null
        ? refused
        : decide(candidate, candidateDigest, running, architecture, barred, waivers);
  }

  /** As the other, where no metadata was ever seen. */
  static Admission decide(
      Manifest candidate,
      Digest candidateDigest,
      ReleaseRef running,
      Architecture architecture,
      Collection<Barred> barred,
      Set<Waiver> waivers) {
    ReleaseRef release = new ReleaseRef(candidate.name(), candidate.version(), candidateDigest);
    if (candidate.architecture() != architecture) {
      return new Refused(
          Cause.OTHER_ARCHITECTURE,
          release
              + " is built for "
              + candidate.architecture()
              + ", and this node is "
              + architecture,
          "Build the release for " + architecture + ", or choose another.");
    }
    if (candidateDigest.equals(running.manifest()) && !waivers.contains(Waiver.REPAIR)) {
      return new Refused(
          Cause.RUNNING_ALREADY, release + " is what runs already", "There is nothing to do.");
    }
    for (Barred failed : barred) {
      if (failed.manifest().equals(candidateDigest)) {
        return refusedAsBarred(release, failed);
      }
    }
    return decideOrder(release, running, waivers);
  }

  private static Admission decideOrder(
      ReleaseRef release, ReleaseRef running, Set<Waiver> waivers) {
    if (!release.name().equals(running.name())) {
      return waivers.contains(Waiver.OTHER_NAME)
          ? new Admitted(release)
          : new Refused(
              Cause.OTHER_NAME,
              release + " has another name than what runs, " + running,
              "Choose a release named " + running.name() + ", or allow another name.");
    }
    int order = release.version().compareTo(running.version());
    if (order > 0 || waivers.contains(Waiver.DOWNGRADE)) {
      return new Admitted(release);
    }
    return new Refused(
        Cause.NOT_NEWER,
        order < 0
            ? release + " is older than what runs, " + running
            : release + " has the version of what runs, " + running + ", but other content",
        "Choose a version above " + running.version() + ", or allow a downgrade.");
  }

  private static Refused refusedAsBarred(ReleaseRef release, Barred failed) {
    return new Refused(
        Cause.BARRED,
        release + " failed here before: evidence " + failed.evidence(),
        "See 'holdfast evidence "
            + failed.evidence()
            + "'. Publish a repaired version; to try this one again, run 'holdfast allow "
            + release.version()
            + "' first.");
  }
}
