package io.holdfast.inventory.statement;

import io.holdfast.release.Digest;
import io.holdfast.release.Printable;
import io.holdfast.release.Version;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.trust.Envelope;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.trust.UntrustedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a node says that it holds: JSON in a signed envelope, of format version 2 if it says who can
 * reach it or what failed on it, else of version 1.
 *
 * @param node its name, 1 to 253 printable characters
 * @param site where it is, up to 253 printable characters
 * @param time when it said so, in seconds since 1970
 * @param exposure who can reach it
 * @param holdings 0 to {@link #MAX_HOLDINGS}
 * @param barred manifests of what failed on it, each once, up to {@link #MAX_HOLDINGS}
 */
public record NodeStatement(
    String node,
    String site,
    long time,
    Exposure exposure,
    List<Holding> holdings,
    Set<Digest> barred) {
  /** The type of what is in the envelope. */
  public static final String TYPE = "application/vnd.holdfast.node-statement+json";

  /** A node has three slots and a few kernel images of older generations. */
  public static final int MAX_HOLDINGS = 64;

  /** One with the most holdings has a quarter. */
  public static final int MAX_BYTES = 64 << 10;

  /** Without exposure and what is barred. */
  private static final int PLAIN = 1;

  private static final int FORMAT = 2;

  /** A domain name's length (RFC 1035, section 2.3.4). */
  private static final int MAX_NAME = 253;

  /** Year 2262; later is no time that a clock says. */
  private static final long MAX_TIME = 9_223_372_036L;

  /** A release that it holds. */
  public record Holding(Role role, ReleaseRef release) {}

  /** Checks the ranges. */
  public NodeStatement {
    if (node.isEmpty()
        || node.length() > MAX_NAME
        || site.length() > MAX_NAME
        || !Printable.holds(node)
        || !Printable.holds(site)) {
      throw new IllegalArgumentException(
          "names of nodes and sites have at most " + MAX_NAME + " printable characters");
    }
    if (time < 0
        || time > MAX_TIME
        || holdings.size() > MAX_HOLDINGS
        || barred.size() > MAX_HOLDINGS) {
      throw new IllegalArgumentException(
          "a statement has a time and at most " + MAX_HOLDINGS + " releases of each kind");
    }
    holdings = List.copyOf(holdings);
    barred = Set.copyOf(barred);
  }

  /** One that says neither who can reach the node nor what failed on it. */
  public NodeStatement(String node, String site, long time, List<Holding> holdings) {
    this(node, site, time, Exposure.UNKNOWN, holdings, Set.of());
  }

  /** The written form, to be put into an envelope. */
  public String toJson() {
    List<Map<String, Object>> generations = new ArrayList<>();
    for (Holding holding : holdings) {
      generations.add(
          Json.object(
              "role", holding.role().toString(),
              "release", holding.release().name().text(),
              "version", holding.release().version().text(),
              "manifest", holding.release().manifest().toString()));
    }
    boolean plain = exposure == Exposure.UNKNOWN && barred.isEmpty();
    Map<String, Object> json =
        Json.object(
            "format", plain ? PLAIN : FORMAT,
            "node", node,
            "site", site,
            "time", time,
            "generations", generations);
    if (!plain) {
      json.put("exposure", exposure.toString());
      json.put("barred", barred.stream().map(Digest::toString).sorted().toList());
    }
    return Json.write(json);
  }

  /**
   * Reads the written form, whoever wrote it.
   *
   * @throws JsonException if it is none, or of a newer format
   */
  public static NodeStatement parse(byte[] bytes) throws JsonException {
    try {
      JsonObject object = Json.parseObject(bytes, MAX_BYTES);
      boolean plain = object.number("format", PLAIN, FORMAT) == PLAIN;
      if (plain) {
        object.allowOnly("format", "node", "site", "time", "generations");
      } else {
        object.allowOnly("format", "node", "site", "time", "generations", "exposure", "barred");
      }
      List<Holding> holdings = new ArrayList<>();
      for (JsonObject each : object.objects("generations", MAX_HOLDINGS)) {
        each.allowOnly("role", "release", "version", "manifest");
        holdings.add(
            new Holding(
                Role.parse(each.string("role")),
                new ReleaseRef(
                    new ReleaseName(each.string("release")),
                    new Version(each.string("version")),
                    Digest.parse(each.string("manifest")))));
      }
      Set<Digest> barred = new LinkedHashSet<>();
      for (String each : plain ? List.<String>of() : object.strings("barred", MAX_HOLDINGS)) {
        barred.add(Digest.parse(each));
      }
      return new NodeStatement(
          object.string("node"),
          object.string("site"),
          object.number("time", 0, MAX_TIME),
          plain ? Exposure.UNKNOWN : Exposure.parse(object.string("exposure")),
          holdings,
          barred);
    } catch (IllegalArgumentException e) {
      throw new JsonException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads an envelope that one of these keys has signed.
   *
   * @throws UntrustedException if none has, or it is no envelope
   * @throws JsonException if what was signed is no statement
   */
  public static NodeStatement verify(byte[] envelope, TrustedKeys keys)
      throws UntrustedException, JsonException {
    return parse(Envelope.parse(envelope).verify(TYPE, keys));
  }

  /** Reads an envelope without asking who signed it. */
  public static NodeStatement unverified(byte[] envelope) throws UntrustedException, JsonException {
    return parse(Envelope.parse(envelope).unverified());
  }

  /** The bytes to be signed. */
  public byte[] bytes() {
    return toJson().getBytes(StandardCharsets.UTF_8);
  }
}
