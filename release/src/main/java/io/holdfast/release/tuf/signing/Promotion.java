package io.holdfast.release.tuf.signing;

import io.holdfast.host.Progress;
import io.holdfast.release.Version;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentKeys;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryCopy;
import io.holdfast.release.repository.RepositoryFetcher;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.trust.UntrustedException;
import io.holdfast.release.tuf.Hashes;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.TrustedMetadata;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes one release, or one version of content, from another repository into this one, whole and
 * verified. It is vouched for only by the change that is drafted then and accepted. For one thread.
 *
 * @param from the other repository's folder or URL
 * @param to whose metadata vouches for it then
 * @param proof why it is believed
 */
public record Promotion(String from, SignedRepository to, Proof proof, Progress progress) {

  /**
   * Why what another repository has is believed: at least one of the two, and each that is there
   * must hold.
   *
   * @param root that repository's root metadata: it must vouch for the manifest now, and have not
   *     withdrawn it
   * @param keys one of which must have signed the manifest
   */
  public record Proof(@Nullable RootFile root, @Nullable TrustedKeys keys) {
    /** Checks that there is one. */
    public Proof {
      if (root == null && keys == null) {
        throw new IllegalArgumentException(
            "Missing option: --root FILE or --trust FILE, by which it is known whose it is.");
      }
    }
  }

  /** A file of root metadata that somebody gave. */
  public static final class RootFile {
    private final byte[] bytes;

    /** Of these bytes. */
    public RootFile(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    /** As they were given. */
    byte[] bytes() {
      return bytes;
    }
  }

  /**
   * Takes a release over.
   *
   * @param floor whether no node is to go below it any more
   * @return what vouches for it, once signed
   * @throws NotAdmittedException if it is withdrawn, here or there; nothing is copied then
   * @throws UntrustedException if none of the keys signed it
   * @throws MetadataRefusedException if the other metadata is refused, or vouches for another
   */
  public Draft release(ReleaseName name, Version version, boolean floor)
      throws IOException, MetadataRefusedException, NotAdmittedException, UntrustedException {
    Repository source = Repository.at(from);
    SignedManifest signed = source.manifest(name, version);
    if (proof.keys() != null) {
      try {
        proof.keys().verify(signed, name, version);
      } catch (ManifestException e) {
        throw unusable(e);
      }
    }
    demandVouched(SignedStatements.target(name, version), signed);
    // Asks before anything is copied.
    to.drafting().admit(name, version, signed.digest());
    try (RepositoryWriter writer = RepositoryWriter.open(to.folder())) {
      new RepositoryCopy(source, writer, progress).release(name, version, signed);
    }
    return to.drafting().publish(name, version, floor);
  }

  /** The same of a version of content, of an extension or of a configuration. */
  public Draft content(ChannelName channel, Version version, boolean floor)
      throws IOException, MetadataRefusedException, NotAdmittedException, UntrustedException {
    Repository source = Repository.at(from);
    SignedManifest signed = source.content(channel, version);
    if (proof.keys() != null) {
      try {
        new ContentKeys(channel, proof.keys()).verify(signed, version);
      } catch (ManifestException e) {
        throw unusable(e);
      }
    }
    demandVouched(SignedStatements.target(channel, version), signed);
    to.drafting().admit(channel, version, signed.digest());
    try (RepositoryWriter writer = RepositoryWriter.open(to.folder())) {
      new RepositoryCopy(source, writer, progress).content(channel, version, signed);
    }
    return to.drafting().publish(channel, version, floor);
  }

  private void demandVouched(String path, SignedManifest signed)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    if (proof.root() == null) {
      return;
    }
    String base = from.endsWith("/") ? from : from + "/";
    Holdings there =
        Holdings.read(
            RepositoryFetcher.at(base + SignedStatements.METADATA),
            TrustedMetadata.begin(to.now(), proof.root().bytes()));
    TargetFile target = there.find(path);
    if (target == null || !target.hashes().equals(Hashes.sha256(signed.digest().hex()))) {
      throw new MetadataRefusedException(
          target == null ? Reason.NO_SUCH_TARGET : Reason.MISMATCH,
          "The metadata of "
              + from
              + (target == null ? " does not vouch for " : " vouches for another ")
              + path
              + ". Nothing was changed; publish it there first.");
    }
    SignedRepository.demandNotWithdrawn(
        there.statements(RepositoryFetcher.at(base + SignedStatements.TARGETS)), target);
  }

  private IOException unusable(ManifestException e) {
    return new IOException(
        "The manifest in " + from + " cannot be used: " + e.getMessage() + ".", e);
  }
}
