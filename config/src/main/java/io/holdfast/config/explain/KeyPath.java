package io.holdfast.config.explain;

import io.holdfast.config.language.Form;
import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.MapOf;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.OneOf;
import io.holdfast.config.language.Key;
import io.holdfast.config.language.Language;
import io.holdfast.config.yaml.Nearest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Ways to a key such as {@code install.device} or {@code stages.boot.before[0].commands[1]}. Pure.
 */
public final class KeyPath {
  /** Deeper than any document may be. */
  private static final int MAX_LENGTH = 1000;

  private KeyPath() {}

  /** The key that a path leads to; of an item or a name that its author chose, the one above it. */
  public static Optional<Key> find(String path) {
    if (path.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return below(Language.file(), path, Optional.empty());
  }

  /** What may have been meant by a path that leads nowhere; empty if one cannot know. */
  public static String hint(String path) {
    int end = path.indexOf('.');
    String first = end < 0 ? path : path.substring(0, end);
    return Nearest.of(first, Language.file().names())
        .map(near -> "; did you mean '" + near + path.substring(first.length()) + "'?")
        .orElse("");
  }

  private static Optional<Key> below(Form form, String rest, Optional<Key> above) {
    if (rest.isEmpty()) {
      return above;
    }
    return switch (form) {
      case OneOf oneOf ->
          oneOf.forms().stream().flatMap(one -> below(one, rest, above).stream()).findFirst();
      case ListOf list when rest.startsWith("[") && rest.indexOf(']') > 1 ->
          below(list.item(), tail(rest.substring(rest.indexOf(']') + 1)), above);
      case MapOf map -> below(map.value(), afterName(rest), above);
      case Mapping mapping -> inMapping(mapping, rest, above);
      default -> Optional.empty();
    };
  }

  /** The longest name first, for names have dots in them: boot.before is not boot. */
  private static Optional<Key> inMapping(Mapping mapping, String rest, Optional<Key> above) {
    List<Key> fitting = new ArrayList<>();
    for (Key key : mapping.keys()) {
      if (rest.equals(key.name())
          || rest.startsWith(key.name() + ".")
          || rest.startsWith(key.name() + "[")) {
        fitting.add(key);
      }
    }
    fitting.sort(Comparator.comparingInt((Key key) -> -key.name().length()));
    for (Key key : fitting) {
      Optional<Key> found =
          below(key.form(), tail(rest.substring(key.name().length())), Optional.of(key));
      if (found.isPresent()) {
        return found;
      }
    }
    return mapping.others() == Form.Others.REFUSED ? Optional.empty() : unknown(rest, above);
  }

  /** A stage or a key of the file's author has no entry of its own. */
  private static Optional<Key> unknown(String rest, Optional<Key> above) {
    return rest.isBlank() ? Optional.empty() : above;
  }

  private static String afterName(String rest) {
    int end = rest.indexOf('.');
    return end < 0 ? "" : rest.substring(end + 1);
  }

  /** Without the dot that joins. */
  private static String tail(String rest) {
    return rest.startsWith(".") ? rest.substring(1) : rest;
  }
}
