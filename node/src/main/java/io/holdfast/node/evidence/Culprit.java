package io.holdfast.node.evidence;

import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an operator must look at after a failed trial.
 *
 * @param kind in which part of the machine to look
 * @param name the unit, the check, the kernel's line; one plain line of at most 200 characters
 */
public record Culprit(Kind kind, String name) {

  /** In which part of the machine to look. */
  public enum Kind {
    /** A health check, by its name. */
    CHECK("health check"),
    /** Content of a channel, by name and version. */
    CONTENT("content"),
    /** An extension of the system, by name and version. */
    EXTENSION("extension"),
    /** A changed configuration, by its digest. */
    CONFIGURATION("configuration"),
    /** A systemd unit. */
    UNIT("unit"),
    /** The kernel: its panic line or the function that failed. */
    KERNEL("kernel"),
    /** A disk or partition whose bytes are not what the release says. */
    STORAGE("storage"),
    /** The machine stopped without saying why: frozen, reset or without power. */
    MACHINE("machine");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    private String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Longest name, in characters. */
  public static final int MAX_NAME = 200;

  /** Makes the name plain. */
  public Culprit {
    name = PlainText.line(name, MAX_NAME);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a culprit needs a name: what must an operator look at?");
    }
  }

  /** A health check that failed. */
  public static Culprit check(String name) {
    return new Culprit(Kind.CHECK, name);
  }

  /** A unit that failed or never became ready. */
  public static Culprit unit(String name) {
    return new Culprit(Kind.UNIT, name);
  }

  /** As JSON: {@code kind} and {@code name}. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", kind.key());
    json.put("name", name);
    return json;
  }

  /**
   * Reads what {@link #toJson} gives.
   *
   * @throws JsonException if a key is missing or unknown, or the kind is none of these
   */
  public static Culprit fromJson(JsonObject json) throws JsonException {
    json.allowOnly("kind", "name");
    String key = json.string("kind");
    for (Kind kind : Kind.values()) {
      if (kind.key().equals(key)) {
        try {
          return new Culprit(kind, json.string("name"));
        } catch (IllegalArgumentException e) {
          throw new JsonException("'name': " + e.getMessage());
        }
      }
    }
    throw new JsonException("'kind' is '" + key + "', which is no kind of culprit");
  }

  /** For people: {@code unit db.service}, {@code health check disks}. */
  @Override
  public String toString() {
    return kind.words + " " + name;
  }
}
