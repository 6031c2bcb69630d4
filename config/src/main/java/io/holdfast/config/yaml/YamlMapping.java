package io.holdfast.config.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keys and their values, in the order of the document. Its getters demand: what is missing or has
 * another form becomes a {@link Problem} with its place, and the getter returns a placeholder so
 * that reading goes on; {@link #read} keeps placeholders out of what is made of them. A key with no
 * value counts as absent.
 */
public final class YamlMapping implements YamlNode {
  /** A value and the place of its key. */
  record Entry(Place keyPlace, YamlNode value) {}

  private final Place place;
  private final Problems problems;
  private final Map<String, Entry> entries;

  YamlMapping(Place place, Problems problems, Map<String, Entry> entries) {
    this.place = place;
    this.problems = problems;
    this.entries = entries;
  }

  Map<String, Entry> entries() {
    return entries;
  }

  /** One without keys, standing where a document leaves a mapping out. */
  public static YamlMapping empty(Place place, Problems problems) {
    return new YamlMapping(place, problems, Map.of());
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public Problems problems() {
    return problems;
  }

  @Override
  public String kind() {
    return "a mapping";
  }

  /** Its keys, in the order of the document. */
  public Set<String> keys() {
    return entries.keySet();
  }

  /** True if the key is there and has a value. */
  public boolean has(String key) {
    return value(key) != null;
  }

  /** The value of a key, if it has one. */
  public Optional<YamlNode> find(String key) {
    return Optional.ofNullable(value(key));
  }

  /** Where the key stands; the mapping's own place if it is absent. */
  public Place placeOf(String key) {
    Entry entry = entries.get(key);
    return entry == null ? place : entry.keyPlace();
  }

  /** Notes that something is wrong with the value of a key, or with its absence. */
  public void problemWith(String key, String message) {
    YamlNode value = value(key);
    problems.add(value == null ? placeOf(key) : value.place(), "'" + key + "': " + message);
  }

  /**
   * Makes a value of this mapping.
   *
   * @param maker reads what it needs through the getters; an IllegalArgumentException that it
   *     throws becomes a problem with that message at this mapping
   * @return the value; empty if anything was wrong, which is then among the problems
   */
  public <T> Optional<T> read(Function<YamlMapping, T> maker) {
    int before = problems.count();
    try {
      T value = maker.apply(this);
      return problems.count() == before ? Optional.of(value) : Optional.empty();
    } catch (IllegalArgumentException e) {
      // With problems before it, the refusal is of a placeholder and says nothing to the user.
      if (problems.count() == before) {
        problem(String.valueOf(e.getMessage()));
      }
      return Optional.empty();
    }
  }

  /** Makes every key outside the given ones a problem that names the nearest of them. */
  public void allowOnly(String... keys) {
    allowOnly(List.of(keys), List.of());
  }

  /**
   * The same, telling apart what is planned from what is unknown.
   *
   * @param keys what may be there
   * @param later keys that other programs know and Holdfast does not support yet
   */
  public void allowOnly(Collection<String> keys, Collection<String> later) {
    entries.forEach(
        (key, entry) -> {
          if (later.contains(key)) {
            problems.add(entry.keyPlace(), "Holdfast does not support '" + key + "' yet");
          } else if (!keys.contains(key)) {
            String hint = Nearest.of(key, keys).map(k -> "; did you mean '" + k + "'?").orElse("");
            problems.add(entry.keyPlace(), "unknown key " + Quoted.of(key) + hint);
          }
        });
  }

  /**
   * The same, where what is not supported yet may be there and is only noted.
   *
   * @param keys what may be there
   * @param later keys that other programs know; each is noted, and otherwise not looked at
   */
  public void allowOnlyNoting(Collection<String> keys, Collection<String> later) {
    List<String> all = new ArrayList<>(keys);
    for (String key : entries.keySet()) {
      if (later.contains(key) && !keys.contains(key)) {
        all.add(key);
        problems.note(placeOf(key), "Holdfast does not support " + Quoted.of(key) + " yet");
      }
    }
    allowOnly(all, List.of());
  }

  /**
   * The same, where other programs may have keys of their own, too: one that is unknown is only
   * noted, unless it is all but surely a slip in the writing of one of these.
   */
  public void allowOthersNoting(Collection<String> keys, Collection<String> later) {
    List<String> all = new ArrayList<>(keys);
    all.addAll(later);
    List<String> fine = new ArrayList<>(keys);
    for (String key : entries.keySet()) {
      boolean known = later.contains(key);
      if (!keys.contains(key) && (known || Nearest.slipOf(key, all).isEmpty())) {
        fine.add(key);
        problems.note(
            placeOf(key),
            known
                ? "Holdfast does not support " + Quoted.of(key) + " yet"
                : "Holdfast does not know " + Quoted.of(key));
      }
    }
    allowOnly(fine, List.of());
  }

  /** Text that must be there. */
  public String text(String key) {
    return demand(key, YamlScalar::text, "");
  }

  /** Text, or what stands for its absence. */
  public String text(String key, String fallback) {
    return find(key, YamlScalar::text, fallback);
  }

  /** Text that may be absent. */
  public Optional<String> optionalText(String key) {
    return parsed(key, Function.identity());
  }

  /**
   * A value made of text that may be absent.
   *
   * @param maker its IllegalArgumentException becomes a problem with that message
   * @return empty if it is absent or refused
   */
  public <T> Optional<T> parsed(String key, Function<String, T> maker) {
    return find(key).flatMap(value -> form(key, value, scalar -> maker.apply(scalar.text())));
  }

  /** The same for text that must be there. */
  public <T> Optional<T> demandParsed(String key, Function<String, T> maker) {
    if (!has(key)) {
      missing(key);
    }
    return parsed(key, maker);
  }

  /** True or false, which must be there. */
  public boolean flag(String key) {
    return demand(key, ScalarForm::flag, false);
  }

  /** True or false, or what stands for its absence. */
  public boolean flag(String key, boolean fallback) {
    return find(key, ScalarForm::flag, fallback);
  }

  /** A whole number that must be there and lie in a range, both ends included. */
  public long number(String key, long least, long most) {
    return demand(key, scalar -> ScalarForm.number(scalar, least, most), least);
  }

  /** The same, or what stands for its absence. */
  public long number(String key, long least, long most, long fallback) {
    return find(key, scalar -> ScalarForm.number(scalar, least, most), fallback);
  }

  /**
   * A duration such as {@code 30s}, {@code 5m}, {@code 1h} or whole seconds, which must be there.
   */
  public Duration duration(String key) {
    return demand(key, ScalarForm::duration, Duration.ZERO);
  }

  /** The same, or what stands for its absence. */
  public Duration duration(String key, Duration fallback) {
    return find(key, ScalarForm::duration, fallback);
  }

  /**
   * A number of bytes such as {@code 64MiB}, {@code 4GiB} or plain digits, in a range, both ends
   * included; or what stands for its absence.
   */
  public long bytes(String key, long least, long most, long fallback) {
    return find(key, scalar -> ScalarForm.bytes(scalar, least, most), fallback);
  }

  /** Permission bits in octal, from 0 to 07777, which must be there. */
  public int mode(String key) {
    return demand(key, ScalarForm::mode, 0);
  }

  /** The same, or what stands for its absence. */
  public int mode(String key, int fallback) {
    return find(key, ScalarForm::mode, fallback);
  }

  /** A list that must be there. */
  public YamlSequence sequence(String key) {
    return demandNode(key)
        .flatMap(node -> asSequence(key, node))
        .orElseGet(() -> new YamlSequence(place, new Problems(), List.of()));
  }

  /** A list that may be absent. */
  public Optional<YamlSequence> optionalSequence(String key) {
    return find(key).flatMap(node -> asSequence(key, node));
  }

  /** A mapping that must be there; a placeholder's problems are not counted. */
  public YamlMapping mapping(String key) {
    return demandNode(key)
        .flatMap(node -> asMapping(key, node))
        .orElseGet(() -> empty(place, new Problems()));
  }

  /** A mapping that may be absent. */
  public Optional<YamlMapping> optionalMapping(String key) {
    return find(key).flatMap(node -> asMapping(key, node));
  }

  /** A list of texts that must be there. */
  public List<String> texts(String key) {
    return sequence(key).texts();
  }

  /** A list of texts; empty if it is absent. */
  public List<String> optionalTexts(String key) {
    return optionalSequence(key).map(YamlSequence::texts).orElse(List.of());
  }

  private Optional<YamlSequence> asSequence(String key, YamlNode node) {
    if (node instanceof YamlSequence sequence) {
      return Optional.of(sequence);
    }
    node.problem("'" + key + "' must be a list, not " + node.kind());
    return Optional.empty();
  }

  private Optional<YamlMapping> asMapping(String key, YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      return Optional.of(mapping);
    }
    node.problem("'" + key + "' must be a mapping of keys, not " + node.kind());
    return Optional.empty();
  }

  private Optional<YamlNode> demandNode(String key) {
    if (!has(key)) {
      missing(key);
    }
    return find(key);
  }

  private @Nullable YamlNode value(String key) {
    Entry entry = entries.get(key);
    return entry == null || entry.value().isNull() ? null : entry.value();
  }

  private <T> T find(String key, Function<YamlScalar, T> form, T fallback) {
    return find(key).flatMap(value -> form(key, value, form)).orElse(fallback);
  }

  private <T> T demand(String key, Function<YamlScalar, T> form, T placeholder) {
    if (!has(key)) {
      missing(key);
    }
    return find(key, form, placeholder);
  }

  private <T> Optional<T> form(String key, YamlNode value, Function<YamlScalar, T> form) {
    if (!(value instanceof YamlScalar scalar)) {
      value.problem("'" + key + "' must be one value, not " + value.kind());
      return Optional.empty();
    }
    try {
      return Optional.of(form.apply(scalar));
    } catch (IllegalArgumentException e) {
      scalar.problem("'" + key + "': " + e.getMessage());
      return Optional.empty();
    }
  }

  private void missing(String key) {
    problems.add(
        placeOf(key),
        entries.containsKey(key) ? "'" + key + "' has no value" : "'" + key + "' is missing");
  }
}
