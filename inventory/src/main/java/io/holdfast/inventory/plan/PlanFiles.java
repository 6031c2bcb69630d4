package io.holdfast.inventory.plan;

import io.holdfast.inventory.plan.HoldingNode.Held;
import io.holdfast.inventory.statement.Exposure;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a plan is made of, from files. Nodes: {@code {"nodes": [{"name", "site", "exposure", "held":
 * [{"place", "name", "version", "manifest"}], "barred": ["sha256:…"]}]}}. Releases: {@code
 * {"releases": [{"name", "version", "manifest", "architecture", "standing" or "inventory",
 * "withdrawn"}], "floors": [{"name", "version"}]}}. Stateless.
 */
public final class PlanFiles {
  /** A million nodes need some five hundred bytes each. */
  private static final int MAX_BYTES = 1 << 29;

  private static final int MAX_NODES = 1_000_000;
  private static final int MAX_RELEASES = 100_000;
  private static final int MAX_HELD = 100;

  private PlanFiles() {}

  /**
   * A release as a file lists it.
   *
   * @param known with {@link Standing#UNKNOWN} if the file does not say
   * @param inventory the path of the release's inventory; empty for none
   */
  public record Listed(KnownRelease known, String inventory) {}

  /** Releases and floors. */
  public record Releases(List<Listed> listed, Map<ReleaseName, Version> floors) {}

  /**
   * Reads nodes.
   *
   * @throws JsonException if it is no such file, with the node's name where there is one
   */
  public static List<HoldingNode> nodes(byte[] bytes) throws JsonException {
    JsonObject json = Json.parseObject(bytes, MAX_BYTES);
    json.allowOnly("nodes");
    List<HoldingNode> nodes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonObject each : json.objects("nodes", MAX_NODES)) {
      String name = each.string("name");
      if (!names.add(name)) {
        throw new JsonException("two nodes are named '" + name + "'");
      }
      try {
        nodes.add(node(name, each));
      } catch (JsonException | IllegalArgumentException e) {
        throw new JsonException("of node '" + name + "': " + e.getMessage());
      }
    }
    return nodes;
  }

  private static HoldingNode node(String name, JsonObject json) throws JsonException {
    json.allowOnly("name", "site", "exposure", "held", "barred");
    List<Held> held = new ArrayList<>();
    for (JsonObject each : json.objects("held", MAX_HELD)) {
      each.allowOnly("place", "name", "version", "manifest");
      held.add(new Held(word(each, "place", Place.values()), release(each)));
    }
    Set<Digest> barred = new HashSet<>();
    for (String each : json.has("barred") ? json.strings("barred", MAX_HELD) : List.<String>of()) {
      barred.add(Digest.parse(each));
    }
    return new HoldingNode(
        name,
        json.has("site") ? json.string("site") : "",
        json.has("exposure") ? word(json, "exposure", Exposure.values()) : Exposure.UNKNOWN,
        held,
        barred);
  }

  /**
   * Reads releases.
   *
   * @throws JsonException if it is no such file
   */
  public static Releases releases(byte[] bytes) throws JsonException {
    JsonObject json = Json.parseObject(bytes, MAX_BYTES);
    json.allowOnly("releases", "floors");
    try {
      List<Listed> listed = new ArrayList<>();
      for (JsonObject each : json.objects("releases", MAX_RELEASES)) {
        listed.add(listed(each));
      }
      Map<ReleaseName, Version> floors = new LinkedHashMap<>();
      List<JsonObject> floored =
          json.has("floors") ? json.objects("floors", MAX_RELEASES) : List.of();
      for (JsonObject each : floored) {
        Version version = new Version(each.string("version"));
        floors.merge(
            new ReleaseName(each.string("name")),
            version,
            (one, other) -> one.compareTo(other) < 0 ? other : one);
      }
      return new Releases(listed, floors);
    } catch (IllegalArgumentException e) {
      throw new JsonException(String.valueOf(e.getMessage()));
    }
  }

  private static Listed listed(JsonObject json) throws JsonException {
    json.allowOnly(
        "name", "version", "manifest", "architecture", "standing", "inventory", "withdrawn");
    Standing standing =
        json.has("standing") ? word(json, "standing", Standing.values()) : Standing.UNKNOWN;
    return new Listed(
        new KnownRelease(
            release(json),
            Architecture.parse(json.string("architecture")),
            standing,
            json.has("withdrawn") && json.flag("withdrawn")),
        json.has("inventory") ? json.string("inventory") : "");
  }

  private static ReleaseRef release(JsonObject json) throws JsonException {
    return new ReleaseRef(
        new ReleaseName(json.string("name")),
        new Version(json.string("version")),
        Digest.parse(json.string("manifest")));
  }

  /** An enum's constant as {@code small_letters}. */
  private static <E extends Enum<E>> E word(JsonObject json, String key, E[] values)
      throws JsonException {
    String text = json.string(key);
    for (E each : values) {
      if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
        return each;
      }
    }
    throw new JsonException("'" + key + "' is '" + text + "', which is none of its words");
  }
}
