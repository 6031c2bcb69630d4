package io.holdfast.lab.machine.qmp;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.time.Instant;
import java.util.Map;

/**
 * What QEMU sends, one JSON object a line: "QEMU Machine Protocol Specification", sections "Server
 * Greeting", "Issuing Commands" and "Asynchronous events".
 */
sealed interface QmpMessage {
  /** A longer line is no message; the longest replies asked for here have a few kilobytes. */
  int MAX_BYTES = 1 << 20;

  /** The first message. */
  record Greeting() implements QmpMessage {}

  /** An answer; what was asked for is in the body, under {@code return}. */
  record Reply(long id, JsonObject body) implements QmpMessage {}

  /** The other kind of answer. */
  record Refusal(long id, String kind, String description) implements QmpMessage {}

  /** An event. */
  record Happening(QmpEvent event) implements QmpMessage {}

  /** Nothing that is waited for; a newer QEMU may send it. */
  record Other() implements QmpMessage {}

  static QmpMessage parse(byte[] line) throws JsonException {
    JsonObject message = Json.parseObject(line, MAX_BYTES);
    if (message.has("QMP")) {
      return new Greeting();
    }
    if (message.has("event")) {
      return new Happening(event(message));
    }
    if (message.has("error")) {
      JsonObject error = message.object("error");
      return new Refusal(id(message), error.string("class"), error.string("desc"));
    }
    if (message.has("return")) {
      return new Reply(id(message), message);
    }
    return new Other();
  }

  private static QmpEvent event(JsonObject message) throws JsonException {
    JsonObject timestamp = message.object("timestamp");
    // Both are -1 where the host could not tell the time.
    Instant at =
        Instant.ofEpochSecond(
            timestamp.number("seconds", -1, Instant.MAX.getEpochSecond()),
            Math.max(0, timestamp.number("microseconds", -1, 999_999)) * 1000);
    JsonObject data = message.has("data") ? message.object("data") : new JsonObject(Map.of());
    return new QmpEvent(message.string("event"), at, data);
  }

  /** An error about something that was no command has no id. */
  private static long id(JsonObject message) throws JsonException {
    return message.has("id") ? message.number("id", 0, Long.MAX_VALUE) : 0;
  }
}
