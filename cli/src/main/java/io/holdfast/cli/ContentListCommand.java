package io.holdfast.cli;

import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.json.Json;
import io.holdfast.release.repository.Repository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast content list}. */
@Command(
    name = "list",
    description =
        "Lists what a repository says it has on its channels, from low to high; no signature is"
            + " verified.",
    footer = {
      "",
      "Examples:",
      "  holdfast content list --from repo",
      "  holdfast content list rules --from https://host/repo --json"
    })
final class ContentListCommand extends WorkstationCommand {
  @Parameters(paramLabel = "CHANNEL", arity = "0..1", description = "One channel; all if left out.")
  private @Nullable ChannelName channel;

  @Option(names = "--from", required = true, paramLabel = "REPO", description = "The repository.")
  private String from = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Repository repository = Repository.at(from);
    List<ChannelName> channels = channel == null ? repository.channels() : List.of(channel);
    Map<ChannelName, List<Version>> found = new LinkedHashMap<>();
    for (ChannelName each : channels) {
      found.put(each, repository.contentVersions(each));
    }
    print(json ? json(found) : text(found));
    return ExitCode.DONE;
  }

  private String text(Map<ChannelName, List<Version>> found) {
    if (found.isEmpty()) {
      return String.format(Locale.ROOT, "There is no content in %s.%n", from);
    }
    int widest = found.keySet().stream().mapToInt(each -> each.text().length()).max().orElse(0);
    String row = "%-" + Math.max(widest, 7) + "s  %s%n";
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, row, "channel", "versions"));
    found.forEach(
        (each, versions) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    row,
                    each,
                    versions.stream().map(Version::text).collect(Collectors.joining(" ")))));
    return text.toString();
  }

  private static String json(Map<ChannelName, List<Version>> found) {
    List<Map<String, Object>> list = new ArrayList<>();
    found.forEach(
        (each, versions) -> {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put("channel", each.text());
          fields.put("versions", versions.stream().map(Version::text).toList());
          list.add(fields);
        });
    return Json.write(Map.of("channels", list));
  }
}
