package io.holdfast.release.repository;

import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where content is in a repository of format version 1, and the form of its unsigned lists. A
 * repository without content has none of it. Paths are as in {@link Layout}.
 *
 * <pre>
 * content/index.json                {"format": 1, "channels": ["rules"]}
 * content/CHANNEL/index.json        {"format": 1, "versions": ["1", "2"]}
 * content/CHANNEL/VERSION.json      a manifest
 * content/CHANNEL/VERSION.json.sig  its signature
 * blobs/sha256/HEX                  a file, named by the digest of its bytes
 * </pre>
 */
final class ContentLayout {
  static final String CONTENT = "content";
  static final String CHANNELS = CONTENT + "/index.json";

  /** Each has a key, and somebody who cares for it. */
  static final int MAX_CHANNELS = 256;

  /** Ten years of a new version each day; the longest still fit the size of the list. */
  static final int MAX_VERSIONS = 4096;

  private ContentLayout() {}

  static String folder(ChannelName channel) {
    return CONTENT + "/" + channel;
  }

  static String versions(ChannelName channel) {
    return folder(channel) + "/index.json";
  }

  static String manifest(ChannelName channel, Version version) {
    return folder(channel) + "/" + version + ".json";
  }

  static String signature(ChannelName channel, Version version) {
    return manifest(channel, version) + ".sig";
  }

  /** Reads the list of channels. */
  static List<ChannelName> parseChannels(byte[] bytes) throws JsonException {
    return parse(bytes, "channels", MAX_CHANNELS, ChannelName::new);
  }

  /** Writes the list of channels, sorted; equal lists give equal text. */
  static String writeChannels(Collection<ChannelName> channels) {
    return write("channels", new TreeSet<>(channels));
  }

  /** Reads the list of a channel's versions; two that compare as equal are the same. */
  static List<Version> parseVersions(byte[] bytes) throws JsonException {
    return parse(bytes, "versions", MAX_VERSIONS, Version::new);
  }

  /** Writes the list of a channel's versions, from low to high; equal lists give equal text. */
  static String writeVersions(Collection<Version> versions) {
    return write("versions", new TreeSet<>(versions));
  }

  private static <T extends Comparable<T>> List<T> parse(
      byte[] bytes, String key, int most, Function<String, T> reader) throws JsonException {
    JsonObject object = Json.parseObject(bytes, Layout.MAX_INDEX_BYTES);
    Layout.checkFormat(object);
    object.allowOnly("format", key);
    try {
      List<T> entries = object.strings(key, most).stream().map(reader).toList();
      TreeSet<T> sorted = new TreeSet<>(entries);
      if (sorted.size() < entries.size()) {
        throw new JsonException("'" + key + "' has an entry twice");
      }
      return List.copyOf(sorted);
    } catch (IllegalArgumentException e) {
      throw new JsonException(String.valueOf(e.getMessage()));
    }
  }

  private static String write(String key, Collection<?> entries) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("format", Layout.FORMAT);
    object.put(key, entries.stream().map(String::valueOf).toList());
    return Json.write(object);
  }
}
