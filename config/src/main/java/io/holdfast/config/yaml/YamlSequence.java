package io.holdfast.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A list of nodes. Its getters demand as those of {@link YamlMapping} do. */
public final class YamlSequence implements YamlNode {
  private final Place place;
  private final Problems problems;
  private final List<YamlNode> items;

  YamlSequence(Place place, Problems problems, List<YamlNode> items) {
    this.place = place;
    this.problems = problems;
    this.items = List.copyOf(items);
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
    return "a list";
  }

  /** Its items in order. */
  public List<YamlNode> items() {
    return items;
  }

  /** Its items, each of which must be text; others become problems and are left out. */
  public List<String> texts() {
    return placedTexts().stream().map(Placed::value).toList();
  }

  /** The same with the place of each. */
  public List<Placed<String>> placedTexts() {
    List<Placed<String>> texts = new ArrayList<>(items.size());
    for (YamlNode item : items) {
      if (item instanceof YamlScalar scalar && !scalar.isNothing()) {
        texts.add(new Placed<>(scalar.text(), scalar.place()));
      } else {
        item.problem("must be text, not " + item.kind());
      }
    }
    return texts;
  }

  /**
   * Makes a value of each text; one that the maker refuses with an IllegalArgumentException becomes
   * a problem with that message and is left out.
   */
  public <T> List<T> parsedTexts(Function<Placed<String>, T> maker) {
    List<T> values = new ArrayList<>(items.size());
    for (Placed<String> text : placedTexts()) {
      try {
        values.add(maker.apply(text));
      } catch (IllegalArgumentException e) {
        problems.add(text.place(), String.valueOf(e.getMessage()));
      }
    }
    return values;
  }

  /**
   * Makes a value of each item, which must be a mapping, by {@link YamlMapping#read}; items with
   * problems are left out.
   */
  public <T> List<T> read(Function<YamlMapping, T> maker) {
    List<T> values = new ArrayList<>(items.size());
    for (YamlNode item : items) {
      if (item instanceof YamlMapping mapping) {
        mapping.read(maker).ifPresent(values::add);
      } else {
        item.problem("must be a mapping of keys, not " + item.kind());
      }
    }
    return values;
  }
}
