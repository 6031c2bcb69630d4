package io.holdfast.node.policy;

import io.holdfast.config.policy.CountedKeys;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.release.trust.KeyId;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whose releases, extensions and configurations a node takes: the keys that its running release
 * brings, without those that its configuration does not name. No configuration adds one.
 *
 * @param brought by the release
 * @param counted those of them that the configuration names
 */
public record AcceptedKeys(TrustedKeys brought, CountedKeys counted) {
  /** Those of a node. */
  public static AcceptedKeys of(NodePaths paths) throws IOException {
    return new AcceptedKeys(
        TrustedKeys.load(paths.trust()), new PolicyFile(paths.policy()).read().keys());
  }

  /**
   * The keys to verify with.
   *
   * @throws UntrustedException if the key that is named in the signature is brought and does not
   *     count any more, or none is left
   */
  public TrustedKeys forManifest(SignedManifest signed) throws UntrustedException {
    List<ReleaseKey> left = left();
    if (left.isEmpty()) {
      throw new UntrustedException(
          "Of the keys that this release brings ("
              + words(brought.keys())
              + ") none counts: 'trust' in the configuration names others. Correct it there.");
    }
    KeyId signer = signed.signedBy();
    if (!counted.counts(signer.hex())
        && brought.keys().stream().anyMatch(key -> key.id().equals(signer))) {
      throw new UntrustedException(
          "The manifest is signed by key "
              + signer
              + ", which does not count on this node any more: 'trust' in its configuration does not"
              + " name it. Have it signed by one that counts ("
              + words(left)
              + ").");
    }
    return new TrustedKeys(left);
  }

  /** The id of each key that is brought, a line each, and whether it counts. */
  public List<String> lines() {
    return brought.keys().stream()
        .map(key -> key.id().hex())
        .map(id -> counted.counts(id) ? id : id + " does not count")
        .toList();
  }

  /** Those that count. */
  List<ReleaseKey> left() {
    List<ReleaseKey> left = new ArrayList<>();
    for (ReleaseKey key : brought.keys()) {
      if (counted.counts(key.id().hex())) {
        left.add(key);
      }
    }
    return left;
  }

  static String words(List<ReleaseKey> keys) {
    return keys.stream().map(key -> key.id().hex()).collect(Collectors.joining(", "));
  }
}
