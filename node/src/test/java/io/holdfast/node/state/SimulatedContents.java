package io.holdfast.node.state;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Versions of content on one channel, and how their consumer takes each. */
final class SimulatedContents {
  /** What comes of a content once its consumer has read it. */
  enum Kind {
    GOOD,
    SICK,
    PANICS,
    PANICS_LATER,
    DIES,
    /** It was good when it was tried. */
    TURNED
  }

  private static final ChannelName CHANNEL = new ChannelName("tides");

  private final Map<Digest, Kind> kinds = new HashMap<>();

  ContentRef make(Kind kind) {
    int version = kinds.size() + 1;
    Digest digest = Digest.of(("content " + version).getBytes(StandardCharsets.UTF_8));
    kinds.put(digest, kind);
    return new ContentRef(CHANNEL, new Version("" + version), digest);
  }

  /** From now on its consumer dies of it. */
  void turns(ContentRef content) {
    kinds.put(content.manifest(), Kind.TURNED);
  }

  /** How what is linked behaves; good if nothing is. */
  Kind kindOf(List<ContentRef> links) {
    return links.isEmpty() ? Kind.GOOD : kinds.getOrDefault(links.getFirst().manifest(), Kind.GOOD);
  }
}
