package io.holdfast.node.state;

import static io.holdfast.node.state.StateBody.instant;
import static io.holdfast.node.state.StateBody.unknown;
import static io.holdfast.release.json.Json.object;

import io.holdfast.node.trial.Waiting;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.util.Map;

/** The part of version 1 that says which changes wait. */
final class WaitingBody {
  private WaitingBody() {}

  static Map<String, Object> write(Waiting waiting) {
    return object(
        "kind", waiting.kind() == Waiting.Kind.RELEASE ? "release" : "content",
        "name", waiting.name(),
        "version", waiting.version().text(),
        "manifest", waiting.manifest().toString(),
        "from", waiting.from(),
        "downgrade", waiting.downgrade(),
        "otherName", waiting.otherName(),
        "restart", waiting.restart(),
        "since", waiting.since().toEpochMilli());
  }

  static Waiting read(JsonObject json) throws JsonException {
    json.allowOnly(
        "kind",
        "name",
        "version",
        "manifest",
        "from",
        "downgrade",
        "otherName",
        "restart",
        "since");
    String kind = json.string("kind");
    return new Waiting(
        switch (kind) {
          case "release" -> Waiting.Kind.RELEASE;
          case "content" -> Waiting.Kind.CONTENT;
          default -> throw unknown("change", kind);
        },
        json.string("name"),
        new Version(json.string("version")),
        Digest.parse(json.string("manifest")),
        json.string("from"),
        json.flag("downgrade"),
        json.flag("otherName"),
        json.flag("restart"),
        instant(json, "since"));
  }
}
