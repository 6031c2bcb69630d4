package io.holdfast.node.state;

import static io.holdfast.node.state.StateBody.count;
import static io.holdfast.node.state.StateBody.instant;
import static io.holdfast.node.state.StateBody.readGeneration;
import static io.holdfast.node.state.StateBody.unknown;
import static io.holdfast.release.json.Json.object;

import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.Outcome;
import io.holdfast.node.trial.PreviousEnd;
import io.holdfast.node.trial.RevertReason;
import io.holdfast.node.trial.Slot;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** The part of version 1 that says what became of trials, and why. */
final class OutcomeBody {
  private OutcomeBody() {}

  static Map<String, Object> write(Outcome outcome) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", kind(outcome));
    object.put("at", outcome.at().toEpochMilli());
    switch (outcome) {
      case Outcome.Committed committed ->
          object.put("generation", StateBody.write(committed.generation()));
      case Outcome.Reverted reverted -> {
        object.put("generation", StateBody.write(reverted.generation()));
        object.put("reason", write(reverted.reason()));
        object.put("evidence", reverted.evidence());
      }
      case Outcome.Died died -> {
        object.put("generation", StateBody.write(died.generation()));
        object.put("triesLeft", died.triesLeft());
        object.put("evidence", died.evidence());
      }
      case Outcome.Damaged damaged -> {
        object.put("slot", damaged.slot().name());
        object.put("release", StateBody.write(damaged.release()));
        object.put("why", damaged.why());
        object.put("evidence", damaged.evidence());
      }
      case Outcome.Crashed crashed -> {
        object.put("generation", StateBody.write(crashed.generation()));
        object.put("end", write(crashed.end()));
        object.put("evidence", crashed.evidence());
      }
      case Outcome.Suspected suspected -> {
        object.put("from", StateBody.write(suspected.from()));
        object.put("to", StateBody.write(suspected.to()));
        object.put("badEnds", suspected.badEnds());
        object.put("evidence", suspected.evidence());
      }
      case Outcome.GaveUp gaveUp -> {
        object.put("generation", StateBody.write(gaveUp.generation()));
        object.put("badEnds", gaveUp.badEnds());
        object.put("evidence", gaveUp.evidence());
      }
      case Outcome.NotTaken notTaken -> {
        object.put("what", notTaken.what());
        object.put("why", notTaken.why());
      }
      case Outcome.VouchedFor vouched ->
          object.put("generation", StateBody.write(vouched.generation()));
      case Outcome.FellBack fellBack -> {
        object.put("from", StateBody.write(fellBack.from()));
        object.put("to", StateBody.write(fellBack.to()));
        object.put("evidence", fellBack.evidence());
      }
    }
    return object;
  }

  static Outcome read(JsonObject json) throws JsonException {
    String kind = json.string("kind");
    return switch (kind) {
      case "committed" -> {
        json.allowOnly("kind", "at", "generation");
        yield new Outcome.Committed(instant(json, "at"), generation(json, "generation"));
      }
      case "reverted" -> {
        json.allowOnly("kind", "at", "generation", "reason", "evidence");
        yield new Outcome.Reverted(
            instant(json, "at"),
            generation(json, "generation"),
            readReason(json.object("reason")),
            count(json, "evidence"));
      }
      case "died" -> {
        json.allowOnly("kind", "at", "generation", "triesLeft", "evidence");
        yield new Outcome.Died(
            instant(json, "at"),
            generation(json, "generation"),
            count(json, "triesLeft"),
            count(json, "evidence"));
      }
      case "damaged" -> {
        json.allowOnly("kind", "at", "slot", "release", "why", "evidence");
        yield new Outcome.Damaged(
            instant(json, "at"),
            Slot.valueOf(json.string("slot")),
            StateBody.readRelease(json.object("release")),
            json.string("why"),
            count(json, "evidence"));
      }
      case "crashed" -> {
        json.allowOnly("kind", "at", "generation", "end", "evidence");
        yield new Outcome.Crashed(
            instant(json, "at"),
            generation(json, "generation"),
            readEnd(json.object("end")),
            count(json, "evidence"));
      }
      case "suspected" -> {
        json.allowOnly("kind", "at", "from", "to", "badEnds", "evidence");
        yield new Outcome.Suspected(
            instant(json, "at"),
            generation(json, "from"),
            generation(json, "to"),
            count(json, "badEnds"),
            count(json, "evidence"));
      }
      case "gave-up" -> {
        json.allowOnly("kind", "at", "generation", "badEnds", "evidence");
        yield new Outcome.GaveUp(
            instant(json, "at"),
            generation(json, "generation"),
            count(json, "badEnds"),
            count(json, "evidence"));
      }
      case "not-taken" -> {
        json.allowOnly("kind", "at", "what", "why");
        yield new Outcome.NotTaken(instant(json, "at"), json.string("what"), json.string("why"));
      }
      case "vouched-for" -> {
        json.allowOnly("kind", "at", "generation");
        yield new Outcome.VouchedFor(instant(json, "at"), generation(json, "generation"));
      }
      case "fell-back" -> {
        json.allowOnly("kind", "at", "from", "to", "evidence");
        yield new Outcome.FellBack(
            instant(json, "at"),
            generation(json, "from"),
            generation(json, "to"),
            count(json, "evidence"));
      }
      default -> throw unknown("outcome", kind);
    };
  }

  static Map<String, Object> write(RevertReason reason) {
    return switch (reason) {
      case RevertReason.Failed(PreviousEnd end) -> write(end);
      case RevertReason.DiedWithoutTrace(int times) ->
          object("kind", "died-without-trace", "times", times);
      case RevertReason.NeverChosen(int attempts) ->
          object("kind", "never-chosen", "attempts", attempts);
      case RevertReason.ByPerson _ -> object("kind", "by-person");
      case RevertReason.Overtaken _ -> object("kind", "overtaken");
    };
  }

  static RevertReason readReason(JsonObject json) throws JsonException {
    return switch (json.string("kind")) {
      case "died-without-trace" -> {
        json.allowOnly("kind", "times");
        yield new RevertReason.DiedWithoutTrace(count(json, "times"));
      }
      case "never-chosen" -> {
        json.allowOnly("kind", "attempts");
        yield new RevertReason.NeverChosen(count(json, "attempts"));
      }
      case "by-person" -> {
        json.allowOnly("kind");
        yield new RevertReason.ByPerson();
      }
      case "overtaken" -> {
        json.allowOnly("kind");
        yield new RevertReason.Overtaken();
      }
      default -> {
        yield new RevertReason.Failed(readEnd(json));
      }
    };
  }

  private static Map<String, Object> write(PreviousEnd end) {
    return switch (end) {
      case PreviousEnd.Unexplained _ ->
          throw new IllegalStateException("checked when made: a failure is explained");
      case PreviousEnd.Lost _ -> object("kind", "lost");
      case PreviousEnd.Panic(String line) -> object("kind", "panic", "text", line);
      case PreviousEnd.WatchdogReset _ -> object("kind", "watchdog-reset");
      case PreviousEnd.DeadlinePassed(String what) ->
          object("kind", "deadline-passed", "text", what);
      case PreviousEnd.VerityDamage(String where) -> object("kind", "verity-damage", "text", where);
      case PreviousEnd.AgentCouldNotStart(String why) ->
          object("kind", "agent-could-not-start", "text", why);
      case PreviousEnd.CheckFailed(String name, String output) ->
          object("kind", "check-failed", "check", name, "text", output);
    };
  }

  private static PreviousEnd readEnd(JsonObject json) throws JsonException {
    String kind = json.string("kind");
    return switch (kind) {
      case "lost" -> {
        json.allowOnly("kind");
        yield new PreviousEnd.Lost();
      }
      case "watchdog-reset" -> {
        json.allowOnly("kind");
        yield new PreviousEnd.WatchdogReset();
      }
      case "check-failed" -> {
        json.allowOnly("kind", "check", "text");
        yield new PreviousEnd.CheckFailed(json.string("check"), json.string("text"));
      }
      default -> {
        json.allowOnly("kind", "text");
        String text = json.string("text");
        yield switch (kind) {
          case "panic" -> new PreviousEnd.Panic(text);
          case "deadline-passed" -> new PreviousEnd.DeadlinePassed(text);
          case "verity-damage" -> new PreviousEnd.VerityDamage(text);
          case "agent-could-not-start" -> new PreviousEnd.AgentCouldNotStart(text);
          default -> throw unknown("end", kind);
        };
      }
    };
  }

  private static String kind(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Committed _ -> "committed";
      case Outcome.Reverted _ -> "reverted";
      case Outcome.Died _ -> "died";
      case Outcome.Damaged _ -> "damaged";
      case Outcome.Crashed _ -> "crashed";
      case Outcome.Suspected _ -> "suspected";
      case Outcome.GaveUp _ -> "gave-up";
      case Outcome.NotTaken _ -> "not-taken";
      case Outcome.VouchedFor _ -> "vouched-for";
      case Outcome.FellBack _ -> "fell-back";
    };
  }

  private static Generation generation(JsonObject json, String key) throws JsonException {
    return readGeneration(json.object(key));
  }
}
