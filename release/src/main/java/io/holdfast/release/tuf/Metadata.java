package io.holdfast.release.tuf;

import static java.time.temporal.ChronoUnit.SECONDS;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;

/** What a role signs (specification, section 4.2.1). Implementations are immutable. */
public sealed interface Metadata permits Root, Targets, Snapshot, Timestamp {

  /** What all of them begin with. */
  record Head(long version, Instant expires) {
    /** The version of the specification that what is written here keeps to. */
    private static final String WRITTEN = "1.0.33";

    private static final Pattern SPECIFICATION = Pattern.compile("1(\\.[0-9]{1,9}){1,2}");
    private static final Pattern DATE_TIME =
        Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");

    static Head parse(String type, JsonObject signed) throws JsonException {
      if (!signed.string("_type").equals(type)) {
        throw new JsonException("it is '" + signed.string("_type") + "', not '" + type + "'");
      }
      String specification = signed.string("spec_version");
      if (!SPECIFICATION.matcher(specification).matches()) {
        throw new JsonException(
            "it is written to version '" + specification + "' of the specification, not to 1.x");
      }
      return new Head(
          signed.number("version", 1, Long.MAX_VALUE), dateTime(signed.string("expires")));
    }

    static Map<String, Object> begin(String type, Metadata metadata) {
      return Json.object(
          "_type",
          type,
          "spec_version",
          WRITTEN,
          "version",
          metadata.version(),
          "expires",
          DateTimeFormatter.ISO_INSTANT.format(metadata.expires().truncatedTo(SECONDS)));
    }

    /** Section 4.2.2. */
    private static Instant dateTime(String text) throws JsonException {
      try {
        if (DATE_TIME.matcher(text).matches()) {
          return Instant.parse(text);
        }
      } catch (DateTimeParseException e) {
        // Told below: a thirteenth month, say.
      }
      throw new JsonException("'" + text + "' is no time such as 2030-01-31T12:00:00Z");
    }
  }

  /** From 1; never goes down. */
  long version();

  /** From this moment on it is not believed any more. */
  Instant expires();

  /** What is signed, in the form of the specification (section 4). */
  Map<String, Object> toJson();

  /** Whether it is believed at a moment (section 5.3.10 and others: expiry must be higher). */
  default boolean isFresh(Instant at) {
    return expires().isAfter(at);
  }
}
