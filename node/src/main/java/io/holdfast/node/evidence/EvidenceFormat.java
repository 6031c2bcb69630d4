package io.holdfast.node.evidence;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The two ways in which evidence is written: JSON, which is read again, and text for people. Format
 * 1:
 *
 * <pre>
 * {"format": 1, "number": 3, "at": "2026-11-20T10:00:00Z",
 *  "release": {"name": …, "version": …, "manifest": "sha256:…"}, "boot": "32 digits",
 *  "reason": …, "cause": "panic", "parts": […], "changed": […], "culprit": {"kind": "unit", "name": …}, "checkOutput": …,
 *  "waitingJobs": […], "journal": […], "kernelRecord": …, "site": …}
 * </pre>
 *
 * <p>A site is left out where nobody says where the node stands.
 */
final class EvidenceFormat {
  private static final int FORMAT = 1;

  /** All bounds of {@link Evidence} together, doubled for what JSON must escape, and some room. */
  private static final int MAX_BYTES = 256 << 10;

  private EvidenceFormat() {}

  static String json(Evidence evidence) {
    Map<String, Object> release = new LinkedHashMap<>();
    release.put("name", evidence.release().name());
    release.put("version", evidence.release().version().text());
    release.put("manifest", evidence.release().manifest().toString());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("number", evidence.number());
    json.put("at", evidence.at().toString());
    json.put("release", release);
    json.put("boot", evidence.boot().hex());
    json.put("reason", evidence.reason());
    json.put("cause", evidence.cause().word());
    json.put("parts", evidence.parts().all());
    json.put("changed", evidence.parts().changed());
    json.put("culprit", evidence.culprit().toJson());
    json.put("checkOutput", evidence.checkOutput());
    json.put("waitingJobs", evidence.waitingJobs());
    json.put("journal", evidence.journal());
    json.put("kernelRecord", evidence.kernelRecord());
    if (!evidence.site().isEmpty()) {
      json.put("site", evidence.site());
    }
    return Json.write(json);
  }

  static Evidence parse(byte[] bytes) throws JsonException {
    JsonObject json = Json.parseObject(bytes, MAX_BYTES);
    long format = json.number("format", 1, Long.MAX_VALUE);
    if (format != FORMAT) {
      throw new JsonException(
          "it has format " + format + ", written by a newer Holdfast; this one reads " + FORMAT);
    }
    json.allowOnly(
        "format",
        "number",
        "at",
        "release",
        "boot",
        "reason",
        "cause",
        "parts",
        "changed",
        "culprit",
        "checkOutput",
        "waitingJobs",
        "journal",
        "kernelRecord",
        "site");
    JsonObject release = json.object("release");
    release.allowOnly("name", "version", "manifest");
    try {
      return new Evidence(
          (int) json.number("number", 1, Evidence.MAX_NUMBER),
          Instant.parse(json.string("at")),
          new Evidence.Release(
              release.string("name"),
              new Version(release.string("version")),
              Digest.parse(release.string("manifest"))),
          new BootId(json.string("boot")),
          json.string("reason"),
          Cause.parse(json.string("cause")),
          new Parts(
              json.strings("parts", Parts.MAX_PARTS), json.strings("changed", Parts.MAX_PARTS)),
          Culprit.fromJson(json.object("culprit")),
          json.string("checkOutput"),
          json.strings("waitingJobs", Evidence.MAX_WAITING_JOBS),
          json.strings("journal", Evidence.MAX_JOURNAL_LINES),
          json.string("kernelRecord"),
          json.has("site") ? json.string("site") : "");
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new JsonException(Objects.requireNonNullElse(e.getMessage(), "a value is malformed"));
    }
  }

  /** What others wrote is indented, so that none of it can pass for a heading. */
  static String text(Evidence evidence) {
    StringBuilder text = new StringBuilder();
    text.append("Evidence ").append(evidence.number()).append('\n');
    field(text, "at", evidence.at().toString());
    field(text, "release", evidence.release() + ", manifest " + evidence.release().manifest());
    if (!evidence.site().isEmpty()) {
      field(text, "site", evidence.site());
    }
    field(text, "boot", evidence.boot().hex());
    field(text, "reason", evidence.reason());
    field(text, "cause", evidence.cause().word());
    field(text, "culprit", evidence.culprit().toString());
    section(text, "What it was made of", evidence.parts().all());
    section(text, "What of that the last known good did not have", evidence.parts().changed());
    section(text, "Output of the failed check", evidence.checkOutput().lines().toList());
    section(text, "What systemd still waited for", evidence.waitingJobs());
    section(text, "Kernel record", evidence.kernelRecord().lines().toList());
    section(text, "Last lines of the journal", evidence.journal());
    return text.toString();
  }

  private static void field(StringBuilder text, String name, String value) {
    text.append(name).append(" ".repeat(9 - name.length())).append(value).append('\n');
  }

  private static void section(StringBuilder text, String heading, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    text.append('\n').append(heading).append('\n');
    for (String line : lines) {
      text.append("  ").append(line).append('\n');
    }
  }
}
