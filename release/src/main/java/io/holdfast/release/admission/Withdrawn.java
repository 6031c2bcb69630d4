package io.holdfast.release.admission;

import io.holdfast.release.Digest;
import io.holdfast.release.Printable;
import io.holdfast.release.Version;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * A release or a version of content that must not be activated any more, wherever it comes from:
 * its manifest's digest names it.
 *
 * @param kind what {@code name} is the name of
 * @param name of the release, or of the channel
 * @param reason why, one sentence, printable
 * @param advisory what is known of it, such as CVE-2024-3094; printable, without spaces
 * @param since when it was withdrawn
 */
public record Withdrawn(
    Kind kind,
    String name,
    Version version,
    Digest manifest,
    String reason,
    String advisory,
    Instant since) {
  /** A screen line or two. */
  private static final int MAX_REASON = 300;

  private static final int MAX_NAME = 100;

  /** What can be withdrawn. */
  public enum Kind {
    /** A release. */
    RELEASE("release"),
    /** A version of content, or of an extension. */
    CONTENT("content");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** Checks what is for people. */
  public Withdrawn {
    demand(name, MAX_NAME, "name");
    demand(reason, MAX_REASON, "reason");
    demand(advisory, MAX_NAME, "advisory");
    if (advisory.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("the advisory '" + advisory + "' has a space in it");
    }
  }

  static Withdrawn parse(JsonObject object) throws JsonException {
    object.allowOnly("kind", "name", "version", "manifest", "reason", "advisory", "since");
    try {
      return new Withdrawn(
          kind(object.string("kind")),
          object.string("name"),
          new Version(object.string("version")),
          Digest.parse(object.string("manifest")),
          object.string("reason"),
          object.string("advisory"),
          Instant.parse(object.string("since")));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new JsonException(String.valueOf(e.getMessage()));
    }
  }

  /** As it stands in the signed list; keys are only ever added. */
  public Map<String, Object> toJson() {
    return Json.object(
        "kind",
        kind.toString(),
        "name",
        name,
        "version",
        version.text(),
        "manifest",
        manifest.toString(),
        "reason",
        reason,
        "advisory",
        advisory,
        "since",
        since.toString());
  }

  /** That it is withdrawn, and why: a sentence without its full stop. */
  public String words() {
    String why = reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    return this + " is withdrawn (" + advisory + "): " + why;
  }

  /** What it is, for messages. */
  @Override
  public String toString() {
    return kind + " " + name + " " + version;
  }

  private static Kind kind(String word) throws JsonException {
    for (Kind kind : Kind.values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    throw new JsonException("'" + word + "' is nothing that can be withdrawn");
  }

  private static void demand(String text, int most, String what) {
    if (text.isBlank() || text.length() > most || !Printable.holds(text)) {
      throw new IllegalArgumentException(
          "the " + what + " must have 1 to " + most + " printable characters");
    }
  }
}
