package io.holdfast.node.statement;

import io.holdfast.config.policy.Site;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.policy.PolicyFile;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Barred;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.release.Printable;
import io.holdfast.release.json.Json;
import io.holdfast.release.trust.Envelope;
import io.holdfast.release.trust.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A node's statement of what it holds, in the form of docs/inventory.md, "What nodes say": format
 * 1, or 2 if something failed here or the site's label {@code exposure} says who can reach the
 * node.
 *
 * @param node its host name
 * @param site the name of the site; empty if nobody says
 * @param exposure {@code public}, {@code internal}, {@code isolated} or {@code unknown}
 * @param state of the node
 * @param booted what runs
 * @param at the node's clock
 */
public record OwnStatement(
    String node, String site, String exposure, NodeState state, Booted booted, Instant at) {
  /** The type of what is in the envelope. */
  public static final String TYPE = "application/vnd.holdfast.node-statement+json";

  /** A domain name's length (RFC 1035, section 2.3.4). */
  private static final int MAX_NAME = 253;

  /** What a reader takes of each list. */
  private static final int MOST = 64;

  private static final String EXPOSURE = "exposure";
  private static final String UNKNOWN = "unknown";
  private static final Set<String> EXPOSURES = Set.of("public", "internal", "isolated");

  /** What is said of one release. */
  private record Holding(String role, ReleaseRef release) {}

  /** Of the running node. */
  public static OwnStatement of(NodeContext node) throws IOException {
    Site site = new PolicyFile(node.paths().policy()).read().site();
    String exposure = site == null ? UNKNOWN : site.labels().getOrDefault(EXPOSURE, UNKNOWN);
    return new OwnStatement(
        nameOf(node.paths()),
        site == null ? "" : site.name(),
        EXPOSURES.contains(exposure) ? exposure : UNKNOWN,
        node.store().read(),
        node.booted(),
        Instant.now());
  }

  private static String nameOf(NodePaths paths) throws IOException {
    Path file = paths.root().resolve("proc/sys/kernel/hostname");
    String name = Files.readString(file).strip();
    if (name.isEmpty() || name.length() > MAX_NAME || !Printable.holds(name)) {
      throw new IOException(
          "This node has no host name that could stand in a statement, but '"
              + Printable.of(name)
              + "'. Set 'hostname' in the configuration.");
    }
    return name;
  }

  /** The document. */
  public String toJson() {
    boolean plain = exposure.equals(UNKNOWN) && state.barred().isEmpty();
    List<Object> generations = new ArrayList<>();
    for (Holding holding : holdings()) {
      generations.add(
          Json.object(
              "role", holding.role(),
              "release", holding.release().name(),
              "version", holding.release().version().text(),
              "manifest", holding.release().manifest().toString()));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", plain ? 1 : 2);
    json.put("node", node);
    json.put("site", site);
    json.put("time", Math.max(0, at.getEpochSecond()));
    json.put("generations", generations);
    if (!plain) {
      json.put(EXPOSURE, exposure);
      json.put(
          "barred",
          state.barred().stream()
              .map(Barred::manifest)
              .map(Object::toString)
              .distinct()
              .limit(MOST)
              .toList());
    }
    return Json.write(json);
  }

  /** The document in an envelope that is signed. */
  public Envelope signed(SigningKey key) {
    return Envelope.sign(TYPE, toJson().getBytes(StandardCharsets.UTF_8), key);
  }

  /** Each release once in each role that it has; what is only half there is in none. */
  private Set<Holding> holdings() {
    Set<Holding> all = new LinkedHashSet<>();
    Generation running = state.running(booted);
    if (running != null) {
      add(all, "running", running.release());
    }
    add(all, "last-known-good", state.lastKnownGoodGeneration().release());
    Generation trial = state.onTrial();
    if (trial != null && !trial.equals(running)) {
      add(all, "staged", trial.release());
    }
    for (Slot slot : Slot.values()) {
      if (state.content(slot) instanceof SlotContent.Holds(ReleaseRef release)) {
        if (slot == Slot.RECOVERY) {
          add(all, slot.name().toLowerCase(Locale.ROOT), release);
        } else if (all.stream().noneMatch(known -> known.release().equals(release))) {
          add(all, "older", release);
        }
      }
    }
    if (booted instanceof Booted.InRecovery
        && state.content(Slot.RECOVERY) instanceof SlotContent.Holds(ReleaseRef release)) {
      add(all, "running", release);
    }
    return all;
  }

  private static void add(Set<Holding> all, String role, ReleaseRef release) {
    all.add(new Holding(role, release));
  }
}
