package io.holdfast.release.admission;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a repository's signed metadata, as it was last seen, says must not run: it counts for as
 * long as nothing newer is seen, also when the metadata has expired since, and also of what comes
 * from a medium. A file of its own, format version 1. Immutable.
 *
 * <pre>
 * {"format": 1,
 *  "withdrawn": [{"kind": "release", "name": ..., "version": ..., "manifest": "sha256:...",
 *                 "reason": ..., "advisory": ..., "since": ...}],
 *  "floors": {"release edge": "1.4.0", "content rules": "7"}}
 * </pre>
 *
 * @param floors the lowest version that may be changed to, by kind and name
 */
public record Statements(List<Withdrawn> withdrawn, Map<String, Version> floors) {
  /** Nothing was said. */
  public static final Statements NONE = new Statements(List.of(), Map.of());

  /** The largest file. */
  public static final int MAX_BYTES = 2 << 20;

  /** Fits the file, each with a long reason. */
  public static final int MAX_WITHDRAWN = 2048;

  private static final int MAX_FLOORS = 1024;
  private static final int FORMAT = 1;

  /** Copies. */
  public Statements {
    withdrawn = List.copyOf(withdrawn);
    floors = Map.copyOf(floors);
  }

  /**
   * Reads the file's form.
   *
   * @throws JsonException if it is another, or of a newer version
   */
  public static Statements parse(byte[] bytes) throws JsonException {
    JsonObject object = Json.parseObject(bytes, MAX_BYTES);
    if (object.number("format", 1, Long.MAX_VALUE) != FORMAT) {
      throw new JsonException("it was written by a newer Holdfast");
    }
    object.allowOnly("format", "withdrawn", "floors");
    List<Withdrawn> withdrawn = new ArrayList<>();
    for (JsonObject each : object.objects("withdrawn", MAX_WITHDRAWN)) {
      withdrawn.add(Withdrawn.parse(each));
    }
    Map<String, Version> floors = new TreeMap<>();
    JsonObject listed = object.object("floors");
    if (listed.values().size() > MAX_FLOORS) {
      throw new JsonException("it has more than " + MAX_FLOORS + " floors");
    }
    for (String name : listed.values().keySet()) {
      try {
        floors.put(name, new Version(listed.string(name)));
      } catch (IllegalArgumentException e) {
        throw new JsonException(String.valueOf(e.getMessage()));
      }
    }
    return new Statements(withdrawn, floors);
  }

  /** The file's form; equal statements give equal bytes. */
  public byte[] toJson() {
    Map<String, Object> written = new TreeMap<>();
    floors.forEach((name, version) -> written.put(name, version.text()));
    return Json.write(
            Json.object(
                "format",
                FORMAT,
                "withdrawn",
                withdrawn.stream().map(Withdrawn::toJson).toList(),
                "floors",
                written))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The same with a floor, unless there is a higher one. */
  public Statements withFloor(Kind kind, String name, Version version) {
    Map<String, Version> raised = new TreeMap<>(floors);
    raised.merge(kind + " " + name, version, (old, next) -> old.compareTo(next) >= 0 ? old : next);
    return new Statements(withdrawn, raised);
  }

  /** Whether a manifest is withdrawn, and why; null if not. */
  public @Nullable Withdrawn of(Digest manifest) {
    for (Withdrawn each : withdrawn) {
      if (each.manifest().equals(manifest)) {
        return each;
      }
    }
    return null;
  }

  /**
   * Decides about a change.
   *
   * @param lastKnownGood the manifest of what this node may always go back to, unless it is
   *     withdrawn; null if there is none of this name
   * @return why it is refused; null if nothing is said against it
   */
  public Admission.@Nullable Refused against(
      Kind kind, String name, Version version, Digest manifest, @Nullable Digest lastKnownGood) {
    Withdrawn found = of(manifest);
    if (found != null) {
      return new Admission.Refused(
          Admission.Cause.WITHDRAWN, found.words(), "Choose another version.");
    }
    Version floor = floors.get(kind + " " + name);
    if (floor != null && version.compareTo(floor) < 0 && !manifest.equals(lastKnownGood)) {
      return new Admission.Refused(
          Admission.Cause.BELOW_FLOOR,
          kind
              + " "
              + name
              + " "
              + version
              + " is below "
              + floor
              + ", the lowest that its repository allows",
          "Choose version " + floor + " or a later one.");
    }
    return null;
  }
}
