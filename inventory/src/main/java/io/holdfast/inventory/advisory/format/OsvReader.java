package io.holdfast.inventory.advisory.format;

import io.holdfast.inventory.advisory.Advisory;
import io.holdfast.inventory.advisory.PackageHome;
import io.holdfast.inventory.advisory.Statement;
import io.holdfast.inventory.advisory.Statement.Claim;
import io.holdfast.inventory.advisory.VersionRange;
import io.holdfast.inventory.advisory.VersionRange.Event;
import io.holdfast.inventory.advisory.VersionRange.Scale;
import io.holdfast.release.Digest;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The Open Source Vulnerability format, schema 1.x. Fields that say nothing of packages are passed
 * over; the document itself is kept where it is imported. What Holdfast adds for records of one's
 * own is in {@code database_specific.holdfast}, as the schema provides for it. Stateless.
 */
final class OsvReader {
  /** Holdfast's own part of a record, and its fields. */
  static final String OWN = "holdfast";

  static final String RELEASES = "releases";
  static final String NOT_AFFECTED = "not_affected";
  static final String JUSTIFICATION = "justification";
  static final String DETAIL = "detail";

  private OsvReader() {}

  static Advisory read(JsonObject json, Digest document) throws JsonException {
    String id = Fields.text(json, "id");
    if (id.isBlank()) {
      throw new JsonException("its 'id' is empty");
    }
    List<Statement> statements = new ArrayList<>();
    for (JsonObject affected : Fields.objects(json, "affected")) {
      if (affected.has("package")) {
        statements.add(statement(affected));
      }
    }
    JsonObject own = Fields.object(Fields.object(json, "database_specific"), OWN);
    for (JsonObject spared : Fields.objects(own, NOT_AFFECTED)) {
      statements.add(spared(spared));
    }
    List<JsonObject> severity = Fields.objects(json, "severity");
    return new Advisory(
        id,
        Advisory.Format.OSV,
        document,
        publisher(id),
        Set.copyOf(Fields.texts(json, "aliases")),
        Set.copyOf(Fields.texts(json, "upstream")),
        Fields.words(json, json.has("summary") ? "summary" : "details"),
        Fields.text(json, "modified"),
        Fields.text(json, "withdrawn"),
        severity.isEmpty() ? "" : Fields.text(severity.getFirst(), "score"),
        statements,
        Fields.texts(own, RELEASES));
  }

  /** The schema's list of databases tells them apart by what stands before the first hyphen. */
  private static String publisher(String id) {
    int hyphen = id.indexOf('-');
    return hyphen < 0 ? "" : id.substring(0, hyphen);
  }

  private static Statement statement(JsonObject affected) throws JsonException {
    JsonObject named = affected.object("package");
    PackageHome home = PackageHome.ofOsv(ecosystem(named));
    List<VersionRange> ranges = new ArrayList<>();
    for (JsonObject range : Fields.objects(affected, "ranges")) {
      ranges.add(range(range));
    }
    return new Statement(
        Claim.AFFECTED,
        home,
        name(named),
        Statement.customary(home),
        "",
        Fields.texts(affected, "versions"),
        ranges,
        "");
  }

  private static Statement spared(JsonObject spared) throws JsonException {
    JsonObject named = spared.object("package");
    PackageHome home = PackageHome.ofOsv(ecosystem(named));
    String why = Fields.words(spared, JUSTIFICATION);
    String detail = Fields.words(spared, DETAIL);
    return new Statement(
        Claim.NOT_AFFECTED,
        home,
        name(named),
        Statement.customary(home),
        "",
        Fields.texts(spared, "versions"),
        List.of(),
        why.isEmpty() || detail.isEmpty() ? why + detail : why + ": " + detail);
  }

  private static String ecosystem(JsonObject named) throws JsonException {
    named.string("ecosystem");
    return Fields.text(named, "ecosystem");
  }

  private static String name(JsonObject named) throws JsonException {
    named.string("name");
    return Fields.text(named, "name");
  }

  private static VersionRange range(JsonObject range) throws JsonException {
    Scale scale =
        switch (range.string("type")) {
          case "SEMVER" -> Scale.SEMVER;
          case "ECOSYSTEM" -> Scale.ECOSYSTEM;
          case "GIT" -> Scale.GIT;
          default -> Scale.OTHER;
        };
    List<Event> events = new ArrayList<>();
    for (JsonObject event : Fields.objects(range, "events")) {
      events.add(event(event));
    }
    return new VersionRange(scale, events);
  }

  private static Event event(JsonObject event) throws JsonException {
    List<Event> found = new ArrayList<>();
    for (Event.Kind kind : Event.Kind.values()) {
      String key =
          switch (kind) {
            case INTRODUCED -> "introduced";
            case FIXED -> "fixed";
            case LAST_AFFECTED -> "last_affected";
            case LIMIT -> "limit";
          };
      if (event.has(key)) {
        found.add(new Event(kind, Fields.text(event, key)));
      }
    }
    if (found.size() != 1) {
      throw new JsonException(
          "an event must have one of 'introduced', 'fixed', 'last_affected' and 'limit', and one"
              + " has "
              + found.size());
    }
    return found.getFirst();
  }
}
