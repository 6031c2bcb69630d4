package io.holdfast.release.repository;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.manifest.ReleaseName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where releases are in a repository of format version 1, and the form of its two unsigned files;
 * where content is: {@link ContentLayout}. Paths have slashes, begin with none, and are made only
 * of names, versions and digests that have been checked, none of which can hold a slash or be two
 * dots.
 *
 * <pre>
 * repository.json                 {"format": 1}
 * releases/index.json             {"format": 1, "releases": [{"name": ..., "version": ...}]}
 * releases/NAME-VERSION.json      a manifest
 * releases/NAME-VERSION.json.sig  its signature
 * blobs/sha256/HEX                a part, named by the digest of its bytes
 * </pre>
 */
final class Layout {
  static final String REPOSITORY = "repository.json";
  static final String RELEASES = "releases";
  static final String INDEX = RELEASES + "/index.json";
  static final String BLOBS = "blobs/sha256";

  /** The file that marks a repository holds one number. */
  static final int MAX_REPOSITORY_BYTES = 4096;

  /** Years of daily releases; the longest names and versions still fit the size of the list. */
  static final int MAX_RELEASES = 4096;

  static final int MAX_INDEX_BYTES = 1 << 20;

  static final int FORMAT = 1;

  private Layout() {}

  static String manifest(ReleaseName name, Version version) {
    return RELEASES + "/" + name + "-" + version + ".json";
  }

  static String signature(ReleaseName name, Version version) {
    return manifest(name, version) + ".sig";
  }

  static String blob(Digest digest) {
    return BLOBS + "/" + digest.hex();
  }

  static String repositoryFile() {
    return Json.write(Map.of("format", FORMAT));
  }

  /** Checks the file that marks a repository. */
  static void checkRepositoryFile(byte[] bytes) throws JsonException {
    JsonObject object = Json.parseObject(bytes, MAX_REPOSITORY_BYTES);
    checkFormat(object);
    object.allowOnly("format");
  }

  /** Reads the list of releases. */
  static List<ReleaseEntry> parseIndex(byte[] bytes) throws JsonException {
    JsonObject object = Json.parseObject(bytes, MAX_INDEX_BYTES);
    checkFormat(object);
    object.allowOnly("format", "releases");
    List<ReleaseEntry> entries = new ArrayList<>();
    for (JsonObject entry : object.objects("releases", MAX_RELEASES)) {
      entry.allowOnly("name", "version");
      try {
        entries.add(
            new ReleaseEntry(
                new ReleaseName(entry.string("name")), new Version(entry.string("version"))));
      } catch (IllegalArgumentException e) {
        throw new JsonException(String.valueOf(e.getMessage()));
      }
    }
    if (new TreeSet<>(entries).size() < entries.size()) {
      throw new JsonException("it lists a release twice");
    }
    return List.copyOf(entries);
  }

  /** Writes the list of releases, sorted; equal lists give equal text. */
  static String index(List<ReleaseEntry> entries) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("format", FORMAT);
    List<Map<String, Object>> list = new ArrayList<>();
    for (ReleaseEntry entry : new TreeSet<>(entries)) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("name", entry.name().text());
      line.put("version", entry.version().text());
      list.add(line);
    }
    object.put("releases", list);
    return Json.write(object);
  }

  /** Refuses what a newer Holdfast wrote. */
  static void checkFormat(JsonObject object) throws JsonException {
    long format = object.number("format", 1, Long.MAX_VALUE);
    if (format > FORMAT) {
      throw new JsonException(
          "it was written by a newer Holdfast: its format is "
              + format
              + ", and this Holdfast reads format "
              + FORMAT);
    }
  }
}
