package io.holdfast.node.state;

import static io.holdfast.release.json.Json.object;

import io.holdfast.node.trial.BadEnds;
import io.holdfast.node.trial.Barred;
import io.holdfast.node.trial.ChangeQueue;
import io.holdfast.node.trial.Counters;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Outcome;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.Waiting;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Version 1 of the state as JSON: one object, no key optional, none unknown. Durations and instants
 * are whole milliseconds, instants since 1970-01-01T00:00:00Z: parsing dates costs a small machine
 * more than reading all else. A {@code kind} tells the cases of a sealed type apart.
 */
final class StateBody {
  private StateBody() {}

  static Map<String, Object> write(NodeState state) {
    Map<String, Object> slots = new LinkedHashMap<>();
    for (Slot slot : Slot.values()) {
      slots.put(slot.name(), write(state.content(slot)));
    }
    List<Object> held = new ArrayList<>();
    state.held().forEach(generation -> held.add(write(generation)));
    List<Object> barred = new ArrayList<>();
    state.barred().forEach(entry -> barred.add(write(entry)));
    List<Object> history = new ArrayList<>();
    state.history().forEach(outcome -> history.add(OutcomeBody.write(outcome)));
    List<Object> boots = new ArrayList<>();
    state.bootDurations().forEach(boot -> boots.add(object("millis", boot.toMillis())));
    return object(
        "epoch", state.epoch(),
        "slots", slots,
        "held", held,
        "lastKnownGood", state.lastKnownGood(),
        "trial", write(state.trial()),
        "barred", barred,
        "history", history,
        "healthyBoots", boots,
        "queue", state.queue().stream().map(WaitingBody::write).toList(),
        "newestGeneration", state.counters().newestGeneration(),
        "newestEvidence", state.counters().newestEvidence(),
        "finishingReboots", state.counters().finishingReboots(),
        "crashes", state.counters().badEnds().crashes(),
        "lostBoots", state.counters().badEnds().lost());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws JsonException if a key is missing, unknown or of the wrong kind
   * @throws IllegalArgumentException if a value is out of range, or the whole does not hold
   *     together
   */
  static NodeState read(JsonObject json) throws JsonException {
    json.allowOnly(
        "epoch",
        "slots",
        "held",
        "lastKnownGood",
        "trial",
        "barred",
        "history",
        "healthyBoots",
        "queue",
        "newestGeneration",
        "newestEvidence",
        "finishingReboots",
        "crashes",
        "lostBoots");
    List<Generation> held = new ArrayList<>();
    for (JsonObject generation : json.objects("held", NodeState.MAX_HELD)) {
      held.add(readGeneration(generation));
    }
    List<Barred> barred = new ArrayList<>();
    for (JsonObject entry : json.objects("barred", NodeState.MAX_BARRED)) {
      barred.add(readBarred(entry));
    }
    List<Outcome> history = new ArrayList<>();
    for (JsonObject outcome : json.objects("history", NodeState.MAX_HISTORY)) {
      history.add(OutcomeBody.read(outcome));
    }
    List<Duration> boots = new ArrayList<>();
    for (JsonObject boot : json.objects("healthyBoots", NodeState.MAX_BOOT_DURATIONS)) {
      boot.allowOnly("millis");
      boots.add(Duration.ofMillis(boot.number("millis", 1, Long.MAX_VALUE)));
    }
    List<Waiting> queue = new ArrayList<>();
    for (JsonObject waiting : json.objects("queue", ChangeQueue.MAX)) {
      queue.add(WaitingBody.read(waiting));
    }
    return new NodeState(
        json.number("epoch", 0, Long.MAX_VALUE),
        readSlots(json.object("slots")),
        held,
        count(json, "lastKnownGood"),
        readTrial(json.object("trial")),
        barred,
        history,
        boots,
        queue,
        new Counters(
            count(json, "newestGeneration"),
            count(json, "newestEvidence"),
            count(json, "finishingReboots"),
            new BadEnds(count(json, "crashes"), count(json, "lostBoots"))));
  }

  static Map<String, Object> write(Generation generation) {
    return object(
        "number", generation.number(),
        "entry", generation.entry(),
        "release", write(generation.release()),
        "slot", generation.slot().name(),
        "contents", generation.contents().stream().map(StateBody::write).toList(),
        "configuration", generation.configuration().toString(),
        "since", generation.since().toEpochMilli());
  }

  static Generation readGeneration(JsonObject json) throws JsonException {
    json.allowOnly("number", "entry", "release", "slot", "contents", "configuration", "since");
    List<ContentRef> contents = new ArrayList<>();
    for (JsonObject content : json.objects("contents", Generation.MAX_CONTENTS)) {
      contents.add(readContentRef(content));
    }
    return new Generation(
        count(json, "number"),
        count(json, "entry"),
        readRelease(json.object("release")),
        Slot.valueOf(json.string("slot")),
        contents,
        Digest.parse(json.string("configuration")),
        instant(json, "since"));
  }

  private static Map<String, Object> write(ContentRef content) {
    return object(
        "channel", content.channel().text(),
        "version", content.version().text(),
        "manifest", content.manifest().toString());
  }

  private static ContentRef readContentRef(JsonObject json) throws JsonException {
    json.allowOnly("channel", "version", "manifest");
    return new ContentRef(
        new ChannelName(json.string("channel")),
        new Version(json.string("version")),
        Digest.parse(json.string("manifest")));
  }

  static Map<String, Object> write(ReleaseRef release) {
    return object(
        "name", release.name(),
        "version", release.version().text(),
        "manifest", release.manifest().toString(),
        "rootHash", release.rootHash());
  }

  static ReleaseRef readRelease(JsonObject json) throws JsonException {
    json.allowOnly("name", "version", "manifest", "rootHash");
    return new ReleaseRef(
        json.string("name"),
        new Version(json.string("version")),
        Digest.parse(json.string("manifest")),
        json.string("rootHash"));
  }

  static Instant instant(JsonObject json, String key) throws JsonException {
    return Instant.ofEpochMilli(json.number(key, Long.MIN_VALUE, Long.MAX_VALUE));
  }

  static int count(JsonObject json, String key) throws JsonException {
    return (int) json.number(key, 0, Integer.MAX_VALUE);
  }

  static JsonException unknown(String what, String kind) {
    return new JsonException("'" + kind + "' is no kind of " + what);
  }

  private static Map<String, Object> write(Barred barred) {
    return object(
        "manifest", barred.manifest().toString(),
        "why", barred.why(),
        "evidence", barred.evidence());
  }

  private static Barred readBarred(JsonObject json) throws JsonException {
    json.allowOnly("manifest", "why", "evidence");
    return new Barred(
        Digest.parse(json.string("manifest")), json.string("why"), count(json, "evidence"));
  }

  private static Map<Slot, SlotContent> readSlots(JsonObject json) throws JsonException {
    Map<Slot, SlotContent> slots = new EnumMap<>(Slot.class);
    json.allowOnly(Slot.A.name(), Slot.B.name(), Slot.RECOVERY.name());
    for (Slot slot : Slot.values()) {
      slots.put(slot, readContent(json.object(slot.name())));
    }
    return slots;
  }

  private static Map<String, Object> write(SlotContent content) {
    return switch (content) {
      case SlotContent.Empty _ -> object("kind", "empty");
      case SlotContent.Unfinished(ReleaseRef release) ->
          object("kind", "unfinished", "release", write(release));
      case SlotContent.Holds(ReleaseRef release) ->
          object("kind", "holds", "release", write(release));
      case SlotContent.Damaged(ReleaseRef release, String why) ->
          object("kind", "damaged", "release", write(release), "why", why);
    };
  }

  private static SlotContent readContent(JsonObject json) throws JsonException {
    String kind = json.string("kind");
    return switch (kind) {
      case "empty" -> {
        json.allowOnly("kind");
        yield new SlotContent.Empty();
      }
      case "unfinished" -> {
        json.allowOnly("kind", "release");
        yield new SlotContent.Unfinished(readRelease(json.object("release")));
      }
      case "holds" -> {
        json.allowOnly("kind", "release");
        yield new SlotContent.Holds(readRelease(json.object("release")));
      }
      case "damaged" -> {
        json.allowOnly("kind", "release", "why");
        yield new SlotContent.Damaged(readRelease(json.object("release")), json.string("why"));
      }
      default -> throw unknown("slot content", kind);
    };
  }

  private static Map<String, Object> write(Trial trial) {
    return switch (trial) {
      case Trial.Idle _ -> object("kind", "idle");
      case Trial.Staged(Generation generation) ->
          object("kind", "staged", "generation", write(generation));
      case Trial.Armed(Generation generation, int tries, Duration deadline) ->
          object(
              "kind",
              "armed",
              "generation",
              write(generation),
              "triesLeft",
              tries,
              "deadline",
              deadline.toMillis());
      case Trial.Trying(Generation generation, int tries, Duration deadline, String bootId) ->
          object(
              "kind",
              "trying",
              "generation",
              write(generation),
              "triesLeft",
              tries,
              "deadline",
              deadline.toMillis(),
              "bootId",
              bootId);
      case Trial.Reverting reverting ->
          object(
              "kind", "reverting",
              "generation", write(reverting.generation()),
              "reason", OutcomeBody.write(reverting.reason()),
              "evidence", reverting.evidence());
    };
  }

  private static Trial readTrial(JsonObject json) throws JsonException {
    String kind = json.string("kind");
    return switch (kind) {
      case "idle" -> {
        json.allowOnly("kind");
        yield new Trial.Idle();
      }
      case "staged" -> {
        json.allowOnly("kind", "generation");
        yield new Trial.Staged(readGeneration(json.object("generation")));
      }
      case "armed" -> {
        json.allowOnly("kind", "generation", "triesLeft", "deadline");
        yield new Trial.Armed(
            readGeneration(json.object("generation")), count(json, "triesLeft"), deadline(json));
      }
      case "trying" -> {
        json.allowOnly("kind", "generation", "triesLeft", "deadline", "bootId");
        yield new Trial.Trying(
            readGeneration(json.object("generation")),
            count(json, "triesLeft"),
            deadline(json),
            json.string("bootId"));
      }
      case "reverting" -> {
        json.allowOnly("kind", "generation", "reason", "evidence");
        yield new Trial.Reverting(
            readGeneration(json.object("generation")),
            OutcomeBody.readReason(json.object("reason")),
            count(json, "evidence"));
      }
      default -> throw unknown("trial", kind);
    };
  }

  private static Duration deadline(JsonObject json) throws JsonException {
    return Duration.ofMillis(json.number("deadline", 1, Trial.MAX_DEADLINE.toMillis()));
  }
}
