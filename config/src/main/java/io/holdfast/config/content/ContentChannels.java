package io.holdfast.config.content;

import io.holdfast.config.action.TargetPath;
import io.holdfast.config.action.UnitName;
import io.holdfast.config.content.ContentChannel.Action;
import io.holdfast.config.content.ContentChannel.Reading;
import io.holdfast.config.health.HealthCheck;
import io.holdfast.config.health.HealthChecks;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.Placed;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.Quoted;
import io.holdfast.config.yaml.ScalarText;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlSequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The form of channels in YAML: a list of mappings with the keys {@code channel}, {@code key} or
 * {@code keys}, {@code folder}, {@code unit}, {@code action}, {@code read}, {@code bake}, {@code
 * max_size}, {@code min_interval} and {@code health}. What {@link #toYaml} writes, {@link #parse}
 * reads back.
 */
public final class ContentChannels {
  /** Each is a loop of fetching and checks; no small machine has more to read. */
  public static final int MOST = 64;

  /** Stands for a folder that could not be read; never kept. */
  private static final TargetPath NO_FOLDER = new TargetPath("/var/none");

  private ContentChannels() {}

  /**
   * Reads a whole document that is a list of channels; an empty one has none.
   *
   * @throws ConfigException with everything that is wrong
   */
  public static List<ContentChannel> parse(String source, String text) throws ConfigException {
    YamlNode root = YamlDocument.parse(source, text);
    List<ContentChannel> channels = List.of();
    if (root instanceof YamlSequence sequence) {
      channels = read(sequence);
    } else if (!root.isNull()) {
      root.problem("it must be a list of channels, not " + root.kind());
    }
    root.problems().throwIfAny();
    return channels;
  }

  /** Reads a list inside a document; channels with problems are left out, the problems noted. */
  public static List<ContentChannel> read(YamlSequence list) {
    return read(list, List.of()).stream().map(Placed::value).toList();
  }

  /**
   * The same for a list that adds to others: a channel that has the name of one declared before, or
   * a folder in or around its folder, is a problem that names both places.
   *
   * @param before what was declared already
   * @return what this list adds
   */
  public static List<Placed<ContentChannel>> read(
      YamlSequence list, List<Placed<ContentChannel>> before) {
    if (list.items().size() > MOST - before.size()) {
      list.problem("a node has at most " + MOST + " channels");
      return List.of();
    }
    List<Placed<ContentChannel>> all = new ArrayList<>(before);
    return List.copyOf(list.read(mapping -> readOne(mapping, all)));
  }

  /**
   * All channels of a node: those of its release, and after them those that its configuration adds.
   *
   * @throws ConfigException with each of the configuration's that is in the way of a release's
   */
  public static List<ContentChannel> ofNode(
      List<ContentChannel> release, List<Placed<ContentChannel>> configured)
      throws ConfigException {
    Problems problems = new Problems();
    for (Placed<ContentChannel> added : configured) {
      for (ContentChannel given : release) {
        added
            .value()
            .conflictWith(given)
            .ifPresent(why -> problems.add(added.place(), why + " (by the release)"));
      }
    }
    problems.throwIfAny();
    return Stream.concat(release.stream(), configured.stream().map(Placed::value)).toList();
  }

  /**
   * Writes a list in the form that {@link #parse} reads, always the same bytes for the same
   * channels. Times are written to the millisecond.
   */
  public static String toYaml(List<ContentChannel> channels) {
    if (channels.isEmpty()) {
      return "[]\n";
    }
    StringBuilder out = new StringBuilder();
    for (ContentChannel channel : channels) {
      out.append("- channel: ").append(ScalarText.text(channel.name()));
      out.append("\n  keys:");
      channel.keys().forEach(key -> out.append("\n    - ").append(ScalarText.text(key)));
      out.append("\n  folder: ").append(ScalarText.text(channel.folder().value()));
      if (channel.unit() != null) {
        out.append("\n  unit: ").append(ScalarText.text(channel.unit().value()));
      }
      out.append("\n  action: ").append(channel.action().word());
      out.append("\n  read: ").append(channel.reading().word());
      out.append("\n  bake: ").append(ScalarText.duration(channel.bake()));
      out.append("\n  max_size: ").append(ScalarText.bytes(channel.maxBytes()));
      out.append("\n  min_interval: ").append(ScalarText.duration(channel.minInterval()));
      if (!channel.health().isEmpty()) {
        out.append("\n  health:\n");
        // No line of it is inside a text: line feeds are escaped.
        out.append(HealthChecks.toYaml(channel.health()).stripTrailing().indent(4).stripTrailing());
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static Placed<ContentChannel> readOne(
      YamlMapping mapping, List<Placed<ContentChannel>> all) {
    mapping.allowOnly(
        "channel",
        "key",
        "keys",
        "folder",
        "unit",
        "action",
        "read",
        "bake",
        "max_size",
        "min_interval",
        "health");
    int before = mapping.problems().count();
    Optional<UnitName> unit = mapping.parsed("unit", UnitName::new);
    ContentChannel channel =
        new ContentChannel(
            mapping.text("channel"),
            keys(mapping),
            mapping.demandParsed("folder", TargetPath::new).orElse(NO_FOLDER),
            unit.orElse(null),
            chosen(mapping, "action", Action.values(), Action::word)
                .orElse(unit.isPresent() ? Action.RELOAD : Action.NONE),
            chosen(mapping, "read", Reading.values(), Reading::word).orElse(Reading.LATER),
            mapping.duration("bake", ContentChannel.DEFAULT_BAKE),
            mapping.bytes(
                "max_size", 1, ContentChannel.MOST_BYTES, ContentChannel.DEFAULT_MAX_BYTES),
            mapping.duration("min_interval", Duration.ZERO),
            health(mapping));
    Placed<ContentChannel> placed = new Placed<>(channel, mapping.place());
    // One that holds placeholders would be in the way of others for no reason.
    if (mapping.problems().count() == before) {
      all.stream()
          .flatMap(other -> conflict(channel, other).stream())
          .findFirst()
          .ifPresentOrElse(mapping::problem, () -> all.add(placed));
    }
    return placed;
  }

  private static Optional<String> conflict(ContentChannel channel, Placed<ContentChannel> other) {
    return channel.conflictWith(other.value()).map(why -> why + " (at " + other.place() + ")");
  }

  private static List<String> keys(YamlMapping mapping) {
    if (mapping.has("key") == mapping.has("keys")) {
      mapping.problem(
          "a channel needs either 'key', the text of a public key in PEM, or 'keys', a list of"
              + " such texts");
      return List.of();
    }
    return mapping.has("key") ? List.of(mapping.text("key")) : mapping.texts("keys");
  }

  private static List<HealthCheck> health(YamlMapping mapping) {
    return mapping.optionalSequence("health").map(HealthChecks::read).orElse(List.of());
  }

  private static <T> Optional<T> chosen(
      YamlMapping mapping, String key, T[] values, Function<T, String> word) {
    return mapping.parsed(
        key,
        text ->
            Stream.of(values)
                .filter(value -> word.apply(value).equals(text))
                .findFirst()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            Quoted.of(text)
                                + " is none of "
                                + Stream.of(values).map(word).collect(Collectors.joining(", ")))));
  }
}
