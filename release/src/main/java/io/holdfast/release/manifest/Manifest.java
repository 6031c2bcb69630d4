package io.holdfast.release.manifest;

import io.holdfast.release.Digest;
import io.holdfast.release.Printable;
import io.holdfast.release.Version;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A release's table of contents. What is signed is its written form: JSON of format version 1, or 2
 * if it has parts that format 1 does not know.
 *
 * @param baseDescription what the release was built from, for people; 1 to 200 printable characters
 * @param rootHash the root of the root image's dm-verity tree (SHA-256), as the kernel command line
 *     names it
 * @param parts one of each kind that is needed, at most one of each other, in the order of {@link
 *     Part.Kind}
 */
public record Manifest(
    ReleaseName name,
    Version version,
    Architecture architecture,
    String baseDescription,
    Digest rootHash,
    List<Part> parts) {

  /** A manifest has about 1 KiB; more than this is no manifest and is not read into memory. */
  public static final int MAX_BYTES = 64 << 10;

  /** The newest. */
  private static final int FORMAT = 2;

  /** That of releases without an inventory. */
  private static final int FIRST_FORMAT = 1;

  private static final int MAX_DESCRIPTION = 200;

  /** Checks that all parts are there once, and sorts them. */
  public Manifest {
    checkDescription(baseDescription);
    Set<Part.Kind> missing = EnumSet.allOf(Part.Kind.class);
    for (Part part : parts) {
      if (!missing.remove(part.kind())) {
        throw new IllegalArgumentException("it has two parts of kind '" + part.kind() + "'");
      }
    }
    missing.removeIf(kind -> !kind.isNeeded());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("it has no part of kind " + quoted(missing));
    }
    parts = parts.stream().sorted(Comparator.comparing(Part::kind)).toList();
  }

  /**
   * Reads the written form. Says nothing about who wrote it: a manifest is to be used only when
   * {@code TrustedKeys} has verified its bytes.
   *
   * @throws ManifestException if anything is missing, unknown, doubled or out of range
   */
  public static Manifest parse(byte[] bytes) throws ManifestException {
    try {
      JsonObject object = Json.parseObject(bytes, MAX_BYTES);
      long format = object.number("format", 1, Long.MAX_VALUE);
      if (format > FORMAT) {
        throw ManifestException.ofNewerFormat(format, FORMAT);
      }
      Manifest manifest = read(object);
      if (manifest.format() != format) {
        throw new IllegalArgumentException(
            "its format is " + format + ", and its parts are those of " + manifest.format());
      }
      return manifest;
    } catch (JsonException | IllegalArgumentException e) {
      throw new ManifestException(
          "The manifest cannot be used: "
              + e.getMessage()
              + ". Fetch it again; if it stays so, the release must be built and published anew.",
          e);
    }
  }

  /** The written form; equal manifests give equal text. */
  public String toJson() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("format", format());
    object.put("name", name.text());
    object.put("version", version.text());
    object.put("architecture", architecture.toString());
    object.put("base", baseDescription);
    object.put("rootHash", rootHash.hex());
    List<Map<String, Object>> list = new ArrayList<>();
    for (Part part : parts) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("kind", part.kind().toString());
      entry.put("digest", part.digest().toString());
      entry.put("size", part.size());
      list.add(entry);
    }
    object.put("parts", list);
    return Json.write(object);
  }

  /** The part of this kind, which is one that every manifest has. */
  public Part part(Part.Kind kind) {
    Part part = partIfAny(kind);
    if (part == null) {
      throw new IllegalStateException("a manifest without a part of kind '" + kind + "'");
    }
    return part;
  }

  /** The part of this kind; null if the release has none. */
  public @Nullable Part partIfAny(Part.Kind kind) {
    for (Part part : parts) {
      if (part.kind() == kind) {
        return part;
      }
    }
    return null;
  }

  private int format() {
    return parts.stream().allMatch(part -> part.kind().isNeeded()) ? FIRST_FORMAT : FORMAT;
  }

  private static Manifest read(JsonObject object) throws JsonException {
    object.allowOnly("format", "name", "version", "architecture", "base", "rootHash", "parts");
    List<Part> parts = new ArrayList<>();
    // One more than there are kinds, so that a doubled part is called doubled.
    for (JsonObject entry : object.objects("parts", Part.Kind.values().length + 1)) {
      entry.allowOnly("kind", "digest", "size");
      parts.add(
          new Part(
              Part.Kind.parse(entry.string("kind")),
              Digest.parse(entry.string("digest")),
              entry.number("size", 1, Part.MAX_SIZE)));
    }
    return new Manifest(
        new ReleaseName(object.string("name")),
        new Version(object.string("version")),
        Architecture.parse(object.string("architecture")),
        object.string("base"),
        new Digest(object.string("rootHash")),
        parts);
  }

  private static void checkDescription(String text) {
    if (text.isBlank() || text.length() > MAX_DESCRIPTION) {
      throw new IllegalArgumentException(
          "the description of its base must have 1 to " + MAX_DESCRIPTION + " characters");
    }
    if (!Printable.holds(text)) {
      throw new IllegalArgumentException("the description of its base has unprintable characters");
    }
  }

  private static String quoted(Set<Part.Kind> kinds) {
    StringBuilder text = new StringBuilder();
    for (Part.Kind kind : kinds) {
      text.append(text.isEmpty() ? "'" : ", '").append(kind).append('\'');
    }
    return text.toString();
  }
}
