package io.holdfast.release.tuf;

import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a timestamp or a snapshot says of another file of metadata (specification, section 4.4,
 * METAFILES).
 *
 * @param version from 1
 * @param length in bytes; {@link #UNSTATED} if it is not said
 */
public record MetaFile(long version, long length, Hashes hashes) {
  /** A length that is not said. */
  public static final long UNSTATED = -1;

  static MetaFile parse(JsonObject object) throws JsonException {
    return new MetaFile(
        object.number("version", 1, Long.MAX_VALUE),
        object.has("length") ? object.number("length", 0, Long.MAX_VALUE) : UNSTATED,
        object.has("hashes") ? Hashes.parse(object.object("hashes")) : Hashes.NONE);
  }

  /** Of a file with these bytes. */
  public static MetaFile of(long version, byte[] bytes) {
    return new MetaFile(version, bytes.length, Hashes.sha256(Digest.of(bytes).hex()));
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = Json.object("version", version);
    if (length != UNSTATED) {
      json.put("length", length);
    }
    if (hashes.stated()) {
      json.put("hashes", hashes.toJson());
    }
    return json;
  }

  /** Reads the object "meta", by names of files. */
  static Map<String, MetaFile> parseAll(JsonObject meta) throws JsonException {
    Map<String, MetaFile> files = new LinkedHashMap<>();
    for (String name : meta.values().keySet()) {
      files.put(name, parse(meta.object(name)));
    }
    return files;
  }

  /** The most bytes to fetch (sections 5.5.1 and 5.6.1), never above a client's own limit. */
  public int limit(int usual) {
    return length == UNSTATED ? usual : (int) Math.min(length, usual);
  }

  /** Demands length and hashes, where they are stated (sections 5.5.2 and 5.6.2). */
  void demandBytes(String file, byte[] bytes, String saidBy) throws MetadataRefusedException {
    if (length != UNSTATED && bytes.length != length) {
      throw mismatch(file, "it has " + bytes.length + " bytes, not " + length, saidBy);
    }
    if (hashes.stated() && !hashes.match(bytes)) {
      throw mismatch(file, "its hash is another", saidBy);
    }
  }

  /** Demands the version (sections 5.5.4 and 5.6.4). */
  void demandVersion(String file, Metadata found, String saidBy) throws MetadataRefusedException {
    if (found.version() != version) {
      throw mismatch(file, "its version is " + found.version() + ", not " + version, saidBy);
    }
  }

  private static MetadataRefusedException mismatch(String file, String what, String saidBy) {
    return new MetadataRefusedException(
        Reason.MISMATCH,
        file
            + " is not the one that "
            + saidBy
            + " names: "
            + what
            + ". The repository is being written, or files of different times are mixed: try"
            + " again later, or use another mirror.");
  }
}
