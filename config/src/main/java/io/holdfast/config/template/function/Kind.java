package io.holdfast.config.template.function;

import io.holdfast.config.yaml.Quoted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a plain value is. Stateless. */
public final class Kind {
  private Kind() {}

  /** With its article, for messages, and the value itself if it is short. */
  public static String describe(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case String text -> "the text " + Quoted.of(text);
      case Boolean flag -> flag.toString();
      case Long number -> "the number " + number;
      case Double number -> "the number " + GoText.fraction(number);
      case List<?> _ -> "a list";
      case Map<?, ?> _ -> "a mapping";
      case Instant _ -> "a time";
      default -> "a version";
    };
  }

  /** The word that Go has for its kind. */
  static String word(@Nullable Object value) {
    return switch (value) {
      case null -> "invalid";
      case String _ -> "string";
      case Boolean _ -> "bool";
      case Long _ -> "int";
      case Double _ -> "float64";
      case List<?> _ -> "slice";
      case Map<?, ?> _ -> "map";
      case Instant _ -> "struct";
      default -> "ptr";
    };
  }

  /** The word that Go has for its type. */
  static String type(@Nullable Object value) {
    return switch (value) {
      case null -> "<nil>";
      case List<?> _ -> "[]interface {}";
      case Map<?, ?> _ -> "map[string]interface {}";
      case Instant _ -> "time.Time";
      case SemanticVersion _ -> "*semver.Version";
      default -> word(value);
    };
  }

  /** True for what {@code if} takes for true: everything but nothing, false, zero and empty. */
  public static boolean isTrue(@Nullable Object value) {
    if (value == null || value instanceof Missing) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    if (value instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof List<?> list) {
      return !list.isEmpty();
    }
    return !(value instanceof Map<?, ?> mapping) || !mapping.isEmpty();
  }

  /** The value as a list, if it is one. */
  @SuppressWarnings("unchecked") // Only lists of plain values are ever made.
  public static @Nullable List<@Nullable Object> listOrNull(@Nullable Object value) {
    return value instanceof List<?> list ? (List<@Nullable Object>) list : null;
  }

  /** The value as a mapping, if it is one. */
  @SuppressWarnings("unchecked") // Only mappings of text to plain values are ever made.
  public static @Nullable Map<String, @Nullable Object> mappingOrNull(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : null;
  }
}
