package io.holdfast.inventory.index;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import java.util.Locale;
import java.util.Map;

/**
 * Something that was put into the index.
 *
 * @param from its file, or the repository that it is in
 * @param name of a release, or of a channel; else empty
 * @param version of a release or of content; else empty
 * @param digest of the file, or of the manifest
 * @param host on which alone that file or repository is; empty for one at an address, and where the
 *     list is on the same host
 */
record Source(Kind kind, String from, String name, String version, Digest digest, String host) {
  /** What it is. */
  enum Kind {
    RELEASE,
    CONTENT,
    INVENTORY,
    NODES
  }

  /** Whether it is an earlier form of the same. */
  boolean isReplacedBy(Source other) {
    return kind == other.kind
        && host.equals(other.host)
        && from.equals(other.from)
        && name.equals(other.name)
        && version.equals(other.version);
  }

  /** The same, of a host: where others see the list, they must know where the file is. */
  Source on(String someHost) {
    String where = from.contains("://") ? "" : someHost;
    return new Source(kind, from, name, version, digest, where);
  }

  ContentRef content() {
    return new ContentRef(new ChannelName(name), new Version(version), digest);
  }

  ReleaseRef release() {
    return new ReleaseRef(new ReleaseName(name), new Version(version), digest);
  }

  Map<String, Object> toJson() {
    return Json.object(
        "kind", kind.name().toLowerCase(Locale.ROOT),
        "from", from,
        "name", name,
        "version", version,
        "digest", digest.toString());
  }

  static Source of(JsonObject object) throws JsonException {
    return new Source(
        Kind.valueOf(object.string("kind").toUpperCase(Locale.ROOT)),
        object.string("from"),
        object.string("name"),
        object.string("version"),
        Digest.parse(object.string("digest")),
        "");
  }
}
