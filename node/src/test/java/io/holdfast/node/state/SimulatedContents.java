package io.holdfast.node.state;

import io.holdfast.node.trial.Generation;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Versions of content on one channel, of an extension, and of the configuration, and how a machine
 * takes each.
 */
final class SimulatedContents {
  /** What comes of one once it is in use. */
  enum Kind {
    GOOD,
    SICK,
    PANICS,
    PANICS_LATER,
    DIES,
    /** It was good when it was tried. */
    TURNED
  }

  static final ChannelName EXTENSION = ChannelName.ofExtension("hull");

  private static final ChannelName CHANNEL = new ChannelName("tides");

  private final Map<Digest, Kind> kinds = new HashMap<>();

  ContentRef make(Kind kind) {
    return make(CHANNEL, kind);
  }

  ContentRef makeExtension(Kind kind) {
    return make(EXTENSION, kind);
  }

  Digest makeConfiguration(Kind kind) {
    Digest digest = next();
    kinds.put(digest, kind);
    return digest;
  }

  /** The newest change turns out to be bad long after it was committed. */
  void newestTurns(Generation good, SimulatedReleases releases) {
    if (!good.contents().isEmpty()) {
      kinds.put(good.contents().getFirst().manifest(), Kind.TURNED);
    } else if (!good.configuration().equals(Generation.UNCONFIGURED)) {
      kinds.put(good.configuration(), Kind.TURNED);
    } else {
      releases.turns(good.release(), io.holdfast.node.state.Kind.PANICS_LATE);
    }
  }

  /** How all that is in use behaves together: as the first of it that is not good. */
  Kind kindOf(Disk disk) {
    for (ContentRef link : disk.links) {
      Kind kind = kinds.getOrDefault(link.manifest(), Kind.GOOD);
      if (kind != Kind.GOOD) {
        return kind;
      }
    }
    return kinds.getOrDefault(disk.configuration, Kind.GOOD);
  }

  private ContentRef make(ChannelName channel, Kind kind) {
    int version = kinds.size() + 1;
    Digest digest = next();
    kinds.put(digest, kind);
    return new ContentRef(channel, new Version("" + version), digest);
  }

  private Digest next() {
    return Digest.of(("content " + (kinds.size() + 1)).getBytes(StandardCharsets.UTF_8));
  }
}
