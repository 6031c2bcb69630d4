package io.holdfast.release.content;

import io.holdfast.release.Blob;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table of contents of one version of content. What is signed is its written form: JSON of
 * format version 1, or 2 if it names an inventory.
 *
 * @param files 1 to {@link #MAX_FILES}, sorted by path; no path twice, and none that is a folder of
 *     another. Together they are written in at most {@link #MAX_BYTES}
 * @param inventory what is in the files, as CycloneDX in JSON; no node needs it. Null for none
 */
public record ContentManifest(
    ChannelName channel, Version version, List<ContentFile> files, @Nullable Part inventory) {

  /** Room for all files with paths of 300 characters; more is no manifest and is not read. */
  public static final int MAX_BYTES = 2 << 20;

  /** Each is written and flushed by every node; data of more pieces belongs in an archive. */
  public static final int MAX_FILES = 4096;

  /** Without an inventory. */
  private static final int PLAIN = 1;

  private static final int FORMAT = 2;

  /** Checks the files together, and sorts them. */
  public ContentManifest {
    if (files.isEmpty() || files.size() > MAX_FILES) {
      throw new IllegalArgumentException(
          "it has " + files.size() + " files, not from 1 to " + MAX_FILES);
    }
    files = files.stream().sorted(Comparator.comparing(ContentFile::path)).toList();
    checkPaths(files);
    if (inventory != null && inventory.kind() != Part.Kind.INVENTORY) {
      throw new IllegalArgumentException("its inventory is a " + inventory.kind());
    }
    int written = write(channel, version, files, inventory).length();
    if (written > MAX_BYTES) {
      throw new IllegalArgumentException(
          "it is written in "
              + written
              + " bytes, more than "
              + MAX_BYTES
              + ": the paths of its files are too long for so many");
    }
  }

  /** One without an inventory. */
  public ContentManifest(ChannelName channel, Version version, List<ContentFile> files) {
    this(channel, version, files, null);
  }

  /**
   * Reads the written form. Says nothing about who wrote it: a manifest is to be used only when
   * {@link ContentKeys} have verified its bytes.
   *
   * @throws ManifestException if anything is missing, unknown, doubled or out of range
   */
  public static ContentManifest parse(byte[] bytes) throws ManifestException {
    try {
      JsonObject object = Json.parseObject(bytes, MAX_BYTES);
      long format = object.number("format", 1, Long.MAX_VALUE);
      if (format > FORMAT) {
        throw ManifestException.ofNewerFormat(format, FORMAT);
      }
      return read(object, format == PLAIN);
    } catch (JsonException | IllegalArgumentException e) {
      throw new ManifestException(
          "The manifest cannot be used: "
              + e.getMessage()
              + ". Fetch it again; if it stays so, the content must be published anew.",
          e);
    }
  }

  /** The written form, in ASCII; equal manifests give equal text. */
  public String toJson() {
    return write(channel, version, files, inventory);
  }

  /** All that a repository must have for it: its files, and the inventory if there is one. */
  public List<Blob> blobs() {
    List<Blob> blobs = new ArrayList<>(files);
    if (inventory != null) {
      blobs.add(inventory);
    }
    return blobs;
  }

  /** The bytes of all files together, at most 4 TiB. */
  public long totalSize() {
    return files.stream().mapToLong(ContentFile::size).sum();
  }

  private static ContentManifest read(JsonObject object, boolean plain) throws JsonException {
    if (plain) {
      object.allowOnly("format", "channel", "version", "files");
    } else {
      object.allowOnly("format", "channel", "version", "files", "inventory");
    }
    List<ContentFile> files = new ArrayList<>();
    for (JsonObject entry : object.objects("files", MAX_FILES)) {
      entry.allowOnly("path", "digest", "size");
      files.add(
          new ContentFile(
              entry.string("path"),
              Digest.parse(entry.string("digest")),
              entry.number("size", 0, ContentFile.MAX_SIZE)));
    }
    return new ContentManifest(
        new ChannelName(object.string("channel")),
        new Version(object.string("version")),
        files,
        plain ? null : inventory(object.object("inventory")));
  }

  private static Part inventory(JsonObject object) throws JsonException {
    object.allowOnly("digest", "size");
    return new Part(
        Part.Kind.INVENTORY,
        Digest.parse(object.string("digest")),
        object.number("size", 1, Part.MAX_SIZE));
  }

  private static String write(
      ChannelName channel, Version version, List<ContentFile> files, @Nullable Part inventory) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("format", inventory == null ? PLAIN : FORMAT);
    object.put("channel", channel.text());
    object.put("version", version.text());
    List<Map<String, Object>> list = new ArrayList<>();
    for (ContentFile file : files) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("path", file.path());
      entry.put("digest", file.digest().toString());
      entry.put("size", file.size());
      list.add(entry);
    }
    object.put("files", list);
    if (inventory != null) {
      Map<String, Object> named = new LinkedHashMap<>();
      named.put("digest", inventory.digest().toString());
      named.put("size", inventory.size());
      object.put("inventory", named);
    }
    return Json.write(object);
  }

  private static void checkPaths(List<ContentFile> files) {
    Set<String> paths = new HashSet<>();
    for (ContentFile file : files) {
      if (!paths.add(file.path())) {
        throw new IllegalArgumentException("it has " + file.describe() + " twice");
      }
    }
    for (ContentFile file : files) {
      String path = file.path();
      for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
        if (paths.contains(path.substring(0, end))) {
          throw new IllegalArgumentException(
              "what is a file cannot be the folder of " + file.describe());
        }
      }
    }
  }
}
