package io.holdfast.cli.node;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.source.ConfigUrl;
import io.holdfast.config.source.KernelCommandLine;
import io.holdfast.config.source.Origin;
import io.holdfast.config.source.Precedence;
import io.holdfast.config.source.SourceText;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Problems;
import io.holdfast.release.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the configuration of a machine is read from.
 *
 * @param sources in the order in which they count; the text of files is not read
 */
record SourceTable(List<SourceText> sources) {
  private static final String ROW = "%-24s %s%n";

  /** Looks at a machine's folders and its command line. */
  static SourceTable below(Path root, Problems problems) throws ConfigException {
    List<SourceText> found = new ArrayList<>();
    for (Origin origin : List.of(Origin.IMAGE, Origin.OEM, Origin.LOCAL)) {
      for (Path file : CloudConfig.files(List.of(Precedence.folder(root, origin)))) {
        Origin whence =
            origin == Origin.LOCAL
                ? Precedence.ofLocal(String.valueOf(file.getFileName()))
                : origin;
        found.add(new SourceText(whence, file.toString(), ""));
      }
    }
    KernelCommandLine line = KernelCommandLine.load(root.resolve("proc/cmdline"), problems);
    if (line.document() != null) {
      found.add(line.document());
    }
    if (line.url() != null) {
      address(line.url(), found, problems);
    }
    return new SourceTable(Precedence.ordered(found));
  }

  private static void address(String url, List<SourceText> found, Problems problems) {
    try {
      // What the fields of a template hold is known on the machine alone.
      found.add(new SourceText(Origin.ADDRESS, ConfigUrl.of(url, field -> field).name(), ""));
    } catch (IllegalArgumentException e) {
      problems.add(
          Place.startOf(KernelCommandLine.NAME), "'config_url': " + String.valueOf(e.getMessage()));
    }
  }

  /** For people. */
  String text() {
    if (sources.isEmpty()) {
      return "There is no configuration." + System.lineSeparator();
    }
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, ROW, "from", "what"));
    for (SourceText source : sources) {
      String what = source.text().isEmpty() ? source.name() : "these lines:";
      text.append(String.format(Locale.ROOT, ROW, source.origin().words(), what));
      int number = 0;
      for (String line : source.text().lines().toList()) {
        number++;
        text.append(String.format(Locale.ROOT, "  %3d  %s%n", number, line));
      }
    }
    return text.toString();
  }

  /** For programs. */
  String json() {
    List<Map<String, Object>> list = new ArrayList<>();
    for (SourceText source : sources) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("origin", source.origin().id());
      fields.put("name", source.name());
      if (!source.text().isEmpty()) {
        fields.put("text", source.text());
      }
      list.add(fields);
    }
    return Json.write(Map.of("sources", list));
  }
}
