package io.holdfast.node.state;

import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Releases, and how each behaves when it is booted. */
final class SimulatedReleases {
  private final Map<Digest, Kind> kinds = new HashMap<>();

  ReleaseRef make(Kind kind) {
    int number = kinds.size() + 1;
    Digest digest = Digest.of(("release " + number).getBytes(StandardCharsets.UTF_8));
    kinds.put(digest, kind);
    return new ReleaseRef("sea", new Version("1." + number), digest, digest.hex());
  }

  /** From now on it behaves like this. */
  void turns(ReleaseRef release, Kind kind) {
    kinds.put(release.manifest(), kind);
  }

  /** Good if nobody made it. */
  Kind kindOf(ReleaseRef release) {
    return kinds.getOrDefault(release.manifest(), Kind.GOOD);
  }
}
