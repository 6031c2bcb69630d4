package io.holdfast.config.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document that grows by single values, each at a path. For one thread. The depth is bounded by
 * {@link DottedKey#MAX_SEGMENTS}, so that it may recurse.
 */
final class DottedTree {
  // One of the three: a value, a mapping, a list. An empty mapping until something is put in.
  private @Nullable String value;
  private final Map<String, DottedTree> entries = new LinkedHashMap<>();
  private final List<@Nullable DottedTree> items = new ArrayList<>();

  boolean isEmpty() {
    return value == null && entries.isEmpty() && items.isEmpty();
  }

  /**
   * Sets one value, over one that is there.
   *
   * @throws IllegalArgumentException with the reason if something of another kind is there
   */
  void put(DottedKey key, String text) {
    DottedTree at = this;
    for (DottedKey.Segment segment : key.segments()) {
      at = at.child(segment);
    }
    if (!at.entries.isEmpty() || !at.items.isEmpty()) {
      throw new IllegalArgumentException("other words set values below it");
    }
    at.value = text;
  }

  /** What is at a name at the top, if it is a value; it is then taken away. */
  @Nullable String take(String name) {
    DottedTree child = entries.get(name);
    if (child == null || child.value == null) {
      return null;
    }
    entries.remove(name);
    return child.value;
  }

  private DottedTree child(DottedKey.Segment segment) {
    if (value != null) {
      throw new IllegalArgumentException("another word sets one value in its place");
    }
    if (segment instanceof DottedKey.Segment.Index at) {
      if (!entries.isEmpty()) {
        throw new IllegalArgumentException("other words make a mapping of what it makes a list");
      }
      while (items.size() <= at.index()) {
        items.add(null);
      }
      DottedTree item = items.get(at.index());
      if (item == null) {
        item = new DottedTree();
        items.set(at.index(), item);
      }
      return item;
    }
    if (!items.isEmpty()) {
      throw new IllegalArgumentException("other words make a list of what it makes a mapping");
    }
    String name = ((DottedKey.Segment.Name) segment).name();
    DottedTree child = entries.get(name);
    if (child == null) {
      child = new DottedTree();
      entries.put(name, child);
    }
    return child;
  }

  /** The first place in a list that no word sets, as a path; null if there is none. */
  @Nullable String gap(String path) {
    for (int i = 0; i < items.size(); i++) {
      DottedTree item = items.get(i);
      String place = path + "[" + i + "]";
      String below = item == null ? place : item.gap(place);
      if (below != null) {
        return below;
      }
    }
    for (Map.Entry<String, DottedTree> entry : entries.entrySet()) {
      String below =
          entry.getValue().gap(path.isEmpty() ? entry.getKey() : path + "." + entry.getKey());
      if (below != null) {
        return below;
      }
    }
    return null;
  }

  /** As YAML in blocks, one value a line, so that its line says which it is. */
  String yaml() {
    StringBuilder out = new StringBuilder();
    write(out, "");
    return out.toString();
  }

  private void write(StringBuilder out, String indent) {
    for (Map.Entry<String, DottedTree> entry : entries.entrySet()) {
      out.append(indent).append(QuotedYaml.key(entry.getKey())).append(':');
      entry.getValue().writeAfter(out, indent);
    }
    for (DottedTree item : items) {
      // A place that nothing was put into is a mistake that was told; it must not cost a line.
      if (item != null) {
        out.append(indent).append('-');
        item.writeAfter(out, indent);
      }
    }
  }

  private void writeAfter(StringBuilder out, String indent) {
    if (value != null) {
      out.append(' ').append(QuotedYaml.value(value)).append('\n');
    } else {
      out.append('\n');
      write(out, indent + "  ");
    }
  }
}
