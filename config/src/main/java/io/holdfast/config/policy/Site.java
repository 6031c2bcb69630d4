package io.holdfast.config.policy;

import io.holdfast.config.yaml.Quoted;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a node stands, as its operator calls it; nothing that the node does depends on it.
 *
 * @param name of the place: 1 to 63 letters, digits, '.', '_' and '-', the first and the last a
 *     letter or digit
 * @param labels what else is said of it, names and values of the same form; at most {@link
 *     #MOST_LABELS}, in the order of their names
 */
public record Site(String name, SortedMap<String, String> labels) {
  /** Fits a line of a terminal, more or less; a label is no place for data. */
  public static final int MOST_LABELS = 16;

  private static final int MAX_NAME = 63;

  /** Checks and copies. */
  public Site {
    demandName(name);
    labels.forEach(
        (label, value) -> {
          demandName(label);
          demandName(value);
        });
    if (labels.size() > MOST_LABELS) {
      throw new IllegalArgumentException("a site has at most " + MOST_LABELS + " labels");
    }
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /**
   * Reads a name, or a mapping of {@code name} and {@code labels}; empty with a problem.
   *
   * @param before what a file before says, whose labels a mapping adds to; null if none does
   */
  public static Optional<Site> read(YamlNode node, @Nullable Site before) {
    if (node instanceof YamlMapping mapping) {
      return mapping.read(keys -> read(keys, before));
    }
    if (node instanceof YamlScalar scalar) {
      try {
        return Optional.of(new Site(scalar.text(), new TreeMap<>()));
      } catch (IllegalArgumentException e) {
        node.problem("'site': " + e.getMessage());
      }
    } else {
      node.problem("'site' must be a name or a mapping of keys, not " + node.kind());
    }
    return Optional.empty();
  }

  private static Site read(YamlMapping mapping, @Nullable Site before) {
    mapping.allowOnly("name", "labels");
    SortedMap<String, String> labels =
        before == null ? new TreeMap<>() : new TreeMap<>(before.labels);
    mapping
        .optionalMapping("labels")
        .ifPresent(
            all -> {
              for (String label : all.keys()) {
                if (!isName(label)) {
                  mapping.problems().add(all.placeOf(label), wrong(label));
                }
                all.parsed(label, Site::demandName).ifPresent(text -> labels.put(label, text));
              }
            });
    return new Site(mapping.text("name"), labels);
  }

  /**
   * The text, which has the form of a name.
   *
   * @throws IllegalArgumentException if it has not
   */
  public static String demandName(String text) {
    if (!isName(text)) {
      throw new IllegalArgumentException(wrong(text));
    }
    return text;
  }

  /** Name and labels in a line: {@code berlin (rack=12, row=3)}. */
  public String words() {
    if (labels.isEmpty()) {
      return name;
    }
    StringBuilder words = new StringBuilder(name);
    String before = " (";
    for (Map.Entry<String, String> label : labels.entrySet()) {
      words.append(before).append(label.getKey()).append('=').append(label.getValue());
      before = ", ";
    }
    return words.append(')').toString();
  }

  private static String wrong(String text) {
    return Quoted.of(text)
        + " is no name of a site or a label: use 1 to 63 letters, digits, '.', '_', '-', and begin"
        + " and end with a letter or digit";
  }

  private static boolean isName(String text) {
    if (text.isEmpty() || text.length() > MAX_NAME) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isInner = c == '.' || c == '_' || c == '-';
      boolean isOuter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean isAtEnd = i == 0 || i == text.length() - 1;
      if (!isOuter && !(isInner && !isAtEnd)) {
        return false;
      }
    }
    return true;
  }
}
