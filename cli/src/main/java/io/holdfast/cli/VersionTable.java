package io.holdfast.cli;

import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.json.Json;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a repository has on some channels.
 *
 * @param versions of each, from low to high
 */
record VersionTable(Map<ChannelName, List<Version>> versions) {
  /** Asks the repository. */
  static VersionTable read(Repository repository, List<ChannelName> channels)
      throws RepositoryException {
    Map<ChannelName, List<Version>> found = new LinkedHashMap<>();
    for (ChannelName each : channels) {
      found.put(each, repository.contentVersions(each));
    }
    return new VersionTable(found);
  }

  /**
   * For people.
   *
   * @param kind what one of them is called
   * @param none what is said if there are none
   */
  String text(String kind, String none) {
    if (versions.isEmpty()) {
      return none + System.lineSeparator();
    }
    int widest = versions.keySet().stream().mapToInt(each -> each.name().length()).max().orElse(0);
    String row = "%-" + Math.max(widest, kind.length()) + "s  %s%n";
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, row, kind, "versions"));
    versions.forEach(
        (each, all) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    row,
                    each.name(),
                    all.stream().map(Version::text).collect(Collectors.joining(" ")))));
    return text.toString();
  }

  /** For programs. */
  String json(String all, String kind) {
    List<Map<String, Object>> list = new ArrayList<>();
    versions.forEach(
        (each, its) -> {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put(kind, each.name());
          fields.put("versions", its.stream().map(Version::text).toList());
          list.add(fields);
        });
    return Json.write(Map.of(all, list));
  }
}
