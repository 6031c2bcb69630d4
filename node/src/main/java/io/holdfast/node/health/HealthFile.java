package io.holdfast.node.health;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.host.DurableFile;
import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.health.Assessment.Watched;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A {@link HealthSnapshot} as a file, by which the daemon tells the command {@code health}. JSON,
 * format 1; all times in milliseconds since boot:
 *
 * <pre>
 * {"format": 1, "atMs": 91000, "healthy": true,
 *  "verdict": {"kind": "held", "sinceMs": 31000}
 *             | {"kind": "undecided", "reason": …}
 *             | {"kind": "failed-for-good", "check": …, "culprit": {…}, "output": …},
 *  "checks": [{"name": …, "level": "required" | "wanted", "retries": 3,
 *              "state": "waiting", "reason": …, "failures": 0
 *                     | "healthy", "sinceMs": …, "lastMs": …
 *                     | "failing", "failures": 1, "attemptsLeft": 3, "culprit": {…}, "output": …
 *                     | "failed-for-good", "failures": 4, "atMs": …, "culprit": {…}, "output": …}]}
 * </pre>
 *
 * Stateless; one writer at a time, readers at any moment.
 */
public final class HealthFile {
  private static final int FORMAT = 1;

  /** More than any recipe and greenboot folder together. */
  private static final int MAX_CHECKS = 1000;

  /** Each check has at most 4 KiB of output, of which JSON may double some. */
  private static final int MAX_BYTES = MAX_CHECKS * (10 << 10);

  private HealthFile() {}

  /**
   * Replaces or makes the file.
   *
   * @throws IOException if its folder is missing or full
   */
  public static void write(Path file, HealthSnapshot snapshot) throws IOException {
    DurableFile.replace(file, json(snapshot));
  }

  /**
   * Reads it back.
   *
   * @throws IOException if it is missing, not readable, or of a form that this version does not
   *     know
   */
  public static HealthSnapshot read(Path file) throws IOException {
    try {
      return parse(Files.readAllBytes(file));
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The text of the file. */
  public static String json(HealthSnapshot snapshot) {
    List<Map<String, Object>> checks = new ArrayList<>();
    for (Watched check : snapshot.checks()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", check.name());
      json.put("level", check.level().name().toLowerCase(Locale.ROOT));
      json.put("retries", check.retries());
      put(json, check.state());
      checks.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("atMs", snapshot.at().toMillis());
    json.put("healthy", snapshot.healthy());
    json.put("verdict", verdict(snapshot.verdict()));
    json.put("checks", checks);
    return Json.write(json);
  }

  private static Map<String, Object> verdict(Verdict verdict) {
    Map<String, Object> json = new LinkedHashMap<>();
    switch (verdict) {
      case Verdict.Undecided undecided -> {
        json.put("kind", "undecided");
        json.put("reason", undecided.reason());
      }
      case Verdict.Held held -> {
        json.put("kind", "held");
        json.put("sinceMs", held.since().toMillis());
      }
      case Verdict.FailedForGood failed -> {
        json.put("kind", "failed-for-good");
        json.put("check", failed.check());
        json.put("culprit", failed.culprit().toJson());
        json.put("output", failed.output());
      }
    }
    return json;
  }

  private static void put(Map<String, Object> json, CheckState state) {
    switch (state) {
      case CheckState.Waiting waiting -> {
        json.put("state", "waiting");
        json.put("reason", waiting.reason());
        json.put("failures", waiting.failures());
      }
      case CheckState.Healthy healthy -> {
        json.put("state", "healthy");
        json.put("sinceMs", healthy.since().toMillis());
        json.put("lastMs", healthy.last().toMillis());
      }
      case CheckState.Failing failing -> {
        json.put("state", "failing");
        json.put("failures", failing.failures());
        json.put("attemptsLeft", failing.attemptsLeft());
        json.put("culprit", failing.culprit().toJson());
        json.put("output", failing.output());
      }
      case CheckState.FailedForGood failed -> {
        json.put("state", "failed-for-good");
        json.put("failures", failed.failures());
        json.put("atMs", failed.at().toMillis());
        json.put("culprit", failed.culprit().toJson());
        json.put("output", failed.output());
      }
    }
  }

  private static HealthSnapshot parse(byte[] bytes) throws JsonException {
    JsonObject json = Json.parseObject(bytes, MAX_BYTES);
    long format = json.number("format", 1, Long.MAX_VALUE);
    if (format != FORMAT) {
      throw new JsonException("it has format " + format + "; this version reads " + FORMAT);
    }
    json.allowOnly("format", "atMs", "healthy", "verdict", "checks");
    List<Watched> checks = new ArrayList<>();
    for (JsonObject check : json.objects("checks", MAX_CHECKS)) {
      checks.add(
          new Watched(
              check.string("name"),
              level(check.string("level")),
              count(check, "retries"),
              parseState(check)));
    }
    return new HealthSnapshot(time(json, "atMs"), parseVerdict(json.object("verdict")), checks);
  }

  private static Verdict parseVerdict(JsonObject json) throws JsonException {
    return switch (json.string("kind")) {
      case "undecided" -> new Verdict.Undecided(json.string("reason"));
      case "held" -> new Verdict.Held(time(json, "sinceMs"));
      case "failed-for-good" ->
          new Verdict.FailedForGood(
              json.string("check"),
              Culprit.fromJson(json.object("culprit")),
              json.string("output"));
      default -> throw new JsonException("'kind' is no verdict: " + json.string("kind"));
    };
  }

  private static CheckState parseState(JsonObject json) throws JsonException {
    return switch (json.string("state")) {
      case "waiting" -> new CheckState.Waiting(json.string("reason"), count(json, "failures"));
      case "healthy" -> new CheckState.Healthy(time(json, "sinceMs"), time(json, "lastMs"));
      case "failing" ->
          new CheckState.Failing(
              count(json, "failures"),
              count(json, "attemptsLeft"),
              Culprit.fromJson(json.object("culprit")),
              json.string("output"));
      case "failed-for-good" ->
          new CheckState.FailedForGood(
              count(json, "failures"),
              time(json, "atMs"),
              Culprit.fromJson(json.object("culprit")),
              json.string("output"));
      default -> throw new JsonException("'state' is no check's state: " + json.string("state"));
    };
  }

  private static Level level(String text) throws JsonException {
    return switch (text) {
      case "required" -> Level.REQUIRED;
      case "wanted" -> Level.WANTED;
      default -> throw new JsonException("'level' is neither required nor wanted: " + text);
    };
  }

  private static int count(JsonObject json, String key) throws JsonException {
    return (int) json.number(key, 0, Integer.MAX_VALUE);
  }

  private static Duration time(JsonObject json, String key) throws JsonException {
    return Duration.ofMillis(json.number(key, 0, Long.MAX_VALUE));
  }
}
