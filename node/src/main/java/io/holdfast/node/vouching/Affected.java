package io.holdfast.node.vouching;

import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.release.Digest;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.content.ContentRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something withdrawn that a node runs, or could start again. It goes on running: a node is never
 * made nothing. What else it runs is for a plan to say.
 *
 * @param where what it is here: {@code running}, {@code last known good}, {@code on trial}, {@code
 *     held} or {@code recovery}
 */
public record Affected(String where, Withdrawn what) {

  /**
   * All that is withdrawn of what a node runs or holds, the most urgent first. A pure function.
   *
   * @param configurations what was delivered as a configuration, by a generation's digest of it
   */
  public static List<Affected> of(
      Statements seen, NodeState state, Booted booted, Map<Digest, ContentRef> configurations) {
    Map<String, Set<Digest>> places = new LinkedHashMap<>();
    add(places, "running", state.running(booted), configurations);
    add(places, "on trial", state.onTrial(), configurations);
    add(places, "last known good", state.lastKnownGoodGeneration(), configurations);
    for (Generation held : state.held()) {
      add(places, "held", held, configurations);
    }
    if (state.content(Slot.RECOVERY) instanceof SlotContent.Holds(var release)) {
      places.put("recovery", Set.of(release.manifest()));
    }
    List<Affected> affected = new ArrayList<>();
    Set<Digest> told = new LinkedHashSet<>();
    places.forEach(
        (where, manifests) -> {
          for (Digest manifest : manifests) {
            Withdrawn what = seen.of(manifest);
            // What runs and is held is told once; recovery is a slot of its own.
            if (what != null && (told.add(manifest) || where.equals("recovery"))) {
              affected.add(new Affected(where, what));
            }
          }
        });
    return affected;
  }

  /**
   * What is withdrawn of one generation, its release first; null if nothing is.
   *
   * @param configurations as above
   */
  public static @Nullable Withdrawn of(
      Statements seen, Generation generation, Map<Digest, ContentRef> configurations) {
    for (Digest manifest : manifests(generation, configurations)) {
      Withdrawn what = seen.of(manifest);
      if (what != null) {
        return what;
      }
    }
    return null;
  }

  /** For people. */
  public String words() {
    return where + ": " + what + " (" + what.advisory() + "): " + what.reason();
  }

  /** For programs; keys are only ever added. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>(what.toJson());
    json.put("where", where);
    return json;
  }

  private static void add(
      Map<String, Set<Digest>> places,
      String where,
      @Nullable Generation generation,
      Map<Digest, ContentRef> configurations) {
    if (generation != null) {
      places
          .computeIfAbsent(where, key -> new LinkedHashSet<>())
          .addAll(manifests(generation, configurations));
    }
  }

  private static List<Digest> manifests(
      Generation generation, Map<Digest, ContentRef> configurations) {
    List<Digest> manifests = new ArrayList<>();
    manifests.add(generation.release().manifest());
    ContentRef configuration = configurations.get(generation.configuration());
    if (configuration != null) {
      manifests.add(configuration.manifest());
    }
    generation.contents().stream().map(ContentRef::manifest).forEach(manifests::add);
    return manifests;
  }
}
