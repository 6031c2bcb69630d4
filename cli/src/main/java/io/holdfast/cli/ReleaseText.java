package io.holdfast.cli;

import io.holdfast.release.json.Json;
import io.holdfast.release.manifest.ReleaseRef;
import java.util.LinkedHashMap;
import java.util.Map;

/** How commands print a release. Stateless. */
final class ReleaseText {
  private ReleaseText() {}

  /**
   * A line for people, or an object for programs.
   *
   * @param fate what became of it, for people
   */
  static String of(ReleaseRef release, String fate, boolean json) {
    if (!json) {
      return release + " " + fate + System.lineSeparator();
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", release.name().text());
    fields.put("version", release.version().text());
    fields.put("manifest", release.manifest().toString());
    return Json.write(fields);
  }
}
