package io.holdfast.inventory.advisory.format;

import io.holdfast.inventory.advisory.Advisory;
import io.holdfast.inventory.advisory.PackageHome;
import io.holdfast.inventory.advisory.VersionRange.Event;
import io.holdfast.inventory.version.VersionOrder;
import io.holdfast.release.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of one's own, written as OSV, with Holdfast's part in {@code database_specific}.
 *
 * @param id with one's own prefix, such as {@code EDGE-2026-1}
 * @param modified when it is written
 * @param upstream the problems that it is about, such as a CVE
 * @param summary one line for people
 * @param named the package that it speaks of; null if it speaks of releases alone
 * @param events of a range of versions; none if there is none
 * @param versions by name
 * @param justification why the package is not affected; null if it is
 * @param releases of Holdfast's own that are affected, as {@code name version} or a digest
 */
public record OwnRecord(
    String id,
    Instant modified,
    List<String> upstream,
    String summary,
    @Nullable Named named,
    List<Event> events,
    List<String> versions,
    @Nullable Justification justification,
    List<String> releases) {

  /**
   * A package.
   *
   * @param ecosystem as OSV writes it, such as {@code Debian:13}
   */
  public record Named(String ecosystem, String name) {}

  /** VEX's words for why something is not affected (CSAF 2.0, section 3.2.3.5). */
  public enum Justification {
    /** The package is not in the product. */
    COMPONENT_NOT_PRESENT,
    /** The package is, and the code is not. */
    VULNERABLE_CODE_NOT_PRESENT,
    /** The code is never reached. */
    VULNERABLE_CODE_NOT_IN_EXECUTE_PATH,
    /** Nobody can make use of it. */
    VULNERABLE_CODE_CANNOT_BE_CONTROLLED_BY_ADVERSARY,
    /** Something else prevents it. */
    INLINE_MITIGATIONS_ALREADY_EXIST;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String SCHEMA = "1.7.0";

  /** Copies. */
  public OwnRecord {
    upstream = List.copyOf(upstream);
    events = List.copyOf(events);
    versions = List.copyOf(versions);
    releases = List.copyOf(releases);
  }

  /**
   * As a document, read back once.
   *
   * @throws AdvisoryException if it could not be read by others
   */
  public String text() throws AdvisoryException {
    String text = Json.write(json());
    List<Advisory> read = AdvisoryReader.read(text.getBytes(StandardCharsets.UTF_8));
    if (read.getFirst().statements().isEmpty() && releases.isEmpty()) {
      throw new AdvisoryException(
          "The record speaks of nothing. Name a package and its versions, or a release.");
    }
    return text;
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema_version", SCHEMA);
    json.put("id", id);
    json.put("modified", modified.truncatedTo(ChronoUnit.SECONDS).toString());
    json.put("upstream", upstream);
    json.put("summary", summary);
    boolean spared = justification != null;
    json.put("affected", named == null || spared ? List.of() : List.of(affected(named)));
    Map<String, Object> own = new LinkedHashMap<>();
    own.put(OsvReader.RELEASES, releases);
    own.put(OsvReader.NOT_AFFECTED, named == null || !spared ? List.of() : List.of(spared(named)));
    json.put("database_specific", Map.of(OsvReader.OWN, own));
    return json;
  }

  private Map<String, Object> affected(Named of) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Event each : events) {
      list.add(Map.of(each.kind().name().toLowerCase(Locale.ROOT), each.version()));
    }
    boolean semantic = PackageHome.ofOsv(of.ecosystem()).registry().order() == VersionOrder.SEMVER;
    String scale = semantic ? "SEMVER" : "ECOSYSTEM";
    return Json.object(
        "package",
        Json.object("ecosystem", of.ecosystem(), "name", of.name()),
        "ranges",
        list.isEmpty() ? List.of() : List.of(Json.object("type", scale, "events", list)),
        "versions",
        versions);
  }

  private Map<String, Object> spared(Named of) {
    return Json.object(
        "package",
        Json.object("ecosystem", of.ecosystem(), "name", of.name()),
        "versions",
        versions,
        OsvReader.JUSTIFICATION,
        String.valueOf(justification),
        OsvReader.DETAIL,
        summary);
  }
}
