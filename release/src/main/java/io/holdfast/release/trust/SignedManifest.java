package io.holdfast.release.trust;

import io.holdfast.release.Digest;
import java.util.Arrays;

/**
 * The bytes of a manifest and of its signature file, as fetched: nothing in them is to be believed
 * before {@link TrustedKeys} have verified them. Immutable.
 */
public final class SignedManifest {
  private final byte[] manifest;
  private final byte[] signature;

  /** Of the bytes of both files. */
  public SignedManifest(byte[] manifest, byte[] signature) {
    this.manifest = manifest.clone();
    this.signature = signature.clone();
  }

  /** The manifest file. */
  public byte[] manifest() {
    return manifest.clone();
  }

  /** The signature file. */
  public byte[] signature() {
    return signature.clone();
  }

  /** The digest of the manifest's bytes, which names the release or the version of content. */
  public Digest digest() {
    return Digest.of(manifest);
  }

  /**
   * The key that its signature names, which proves nothing.
   *
   * @throws UntrustedException if the signature cannot be read
   */
  public KeyId signedBy() throws UntrustedException {
    return Signature.parse(signature()).keyId();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedManifest that
        && Arrays.equals(manifest, that.manifest)
        && Arrays.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(manifest) + Arrays.hashCode(signature);
  }
}
