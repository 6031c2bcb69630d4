package io.holdfast.config.template;

import io.holdfast.config.template.function.Budget;
import io.holdfast.config.template.function.Kind;
import io.holdfast.config.yaml.Quoted;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import io.holdfast.config.yaml.YamlSequence;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values for templates, out of a document's or given by code. Stateless. */
public final class PlainValues {
  /** Digits that fit a long without a check for overflow. */
  private static final int MAX_DIGITS = 18;

  /** Longer ones are serial numbers and digests. */
  private static final int MAX_FRACTION = 64;

  private PlainValues() {}

  /** What a mapping of YAML says, scalars by the core schema of YAML 1.2 (10.3.2). */
  public static Map<String, @Nullable Object> of(YamlMapping mapping) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String key : mapping.keys()) {
      YamlNode value = mapping.find(key).orElse(null);
      values.put(key, value == null ? null : of(value));
    }
    return values;
  }

  private static @Nullable Object of(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      return of(mapping);
    }
    if (node instanceof YamlSequence sequence) {
      List<@Nullable Object> values = new ArrayList<>();
      for (YamlNode item : sequence.items()) {
        values.add(of(item));
      }
      return values;
    }
    YamlScalar scalar = (YamlScalar) node;
    return scalar.isPlain() ? of(scalar.text()) : scalar.text();
  }

  /** What a plain scalar says: nothing, true or false, a number, or text. */
  public static @Nullable Object of(String plain) {
    return switch (plain) {
      case "", "~", "null", "Null", "NULL" -> null;
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> number(plain);
    };
  }

  private static Object number(String plain) {
    boolean signed = plain.startsWith("-") || plain.startsWith("+");
    int radix = plain.startsWith("0x") ? 16 : plain.startsWith("0o") ? 8 : 10;
    String digits = radix == 10 ? plain.substring(signed ? 1 : 0) : plain.substring(2);
    int most = radix == 10 ? MAX_DIGITS : MAX_DIGITS - 3;
    boolean whole = !digits.isEmpty() && digits.length() <= most;
    for (int i = 0; i < digits.length() && whole; i++) {
      char c = digits.charAt(i);
      whole = c < 0x80 && Character.digit(c, radix) >= 0;
    }
    if (whole) {
      return Long.parseLong(digits, radix) * (plain.startsWith("-") ? -1 : 1);
    }
    return isFraction(plain) ? (Object) Double.parseDouble(plain) : plain;
  }

  /**
   * What Java reads as a number is one of YAML, but for its letters at the end and in hexadecimal.
   */
  private static boolean isFraction(String plain) {
    if (plain.length() > MAX_FRACTION) {
      return false;
    }
    boolean digit = false;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      digit |= c >= '0' && c <= '9';
      if (!(c >= '0' && c <= '9') && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    if (!digit) {
      return false;
    }
    try {
      Double.parseDouble(plain);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * Puts a value under a key; dots lead into mappings, which are made where there are none.
   *
   * @param values changeable, all the way down
   * @throws IllegalArgumentException if the key is none, or leads into something that is no mapping
   */
  public static void set(Map<String, @Nullable Object> values, String key, @Nullable Object value) {
    String[] names = key.split("\\.", -1);
    Map<String, @Nullable Object> mapping = values;
    for (int i = 0; i < names.length; i++) {
      if (names[i].isEmpty()) {
        throw new IllegalArgumentException("a key is missing in " + Quoted.of(key));
      }
      if (i == names.length - 1) {
        mapping.put(names[i], value);
        return;
      }
      Object inner = mapping.computeIfAbsent(names[i], _ -> new LinkedHashMap<>());
      Map<String, @Nullable Object> next = Kind.mappingOrNull(inner);
      if (next == null) {
        throw new IllegalArgumentException(
            Quoted.of(names[i]) + " in " + Quoted.of(key) + " is no mapping");
      }
      mapping = next;
    }
  }

  /** A changeable copy, all its texts escaped as in the query of a URL. */
  static Map<String, @Nullable Object> escaped(Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : values.entrySet()) {
      copy.put(entry.getKey(), escaped(entry.getValue()));
    }
    return copy;
  }

  private static @Nullable Object escaped(@Nullable Object value) {
    if (value instanceof String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
    List<@Nullable Object> list = Kind.listOrNull(value);
    if (list != null) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      for (Object element : list) {
        copy.add(escaped(element));
      }
      return copy;
    }
    Map<String, @Nullable Object> mapping = Kind.mappingOrNull(value);
    return mapping == null ? value : escaped(mapping);
  }

  /** Made unchangeable, all the way down. */
  static Map<String, @Nullable Object> copyOf(Map<String, @Nullable Object> values) {
    return copy(values, false, 0);
  }

  /** Made so that a template can change it. */
  static Map<String, @Nullable Object> changeableCopyOf(Map<String, @Nullable Object> values) {
    return copy(values, true, 0);
  }

  private static Map<String, @Nullable Object> copy(
      Map<?, ? extends @Nullable Object> values, boolean changeable, int depth) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ? extends @Nullable Object> entry : values.entrySet()) {
      copy.put(String.valueOf(entry.getKey()), copy(entry.getValue(), changeable, depth + 1));
    }
    return changeable ? copy : Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object copy(@Nullable Object value, boolean changeable, int depth) {
    if (depth > Budget.MAX_NESTING) {
      throw new IllegalArgumentException("values are at most " + Budget.MAX_NESTING + " deep");
    }
    if (value instanceof Map<?, ?> mapping) {
      return copy(mapping, changeable, depth);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      for (Object element : list) {
        copy.add(copy(element, changeable, depth + 1));
      }
      return changeable ? copy : Collections.unmodifiableList(copy);
    }
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    boolean number = value instanceof Long || value instanceof Double;
    if (value == null || number || value instanceof Boolean || value instanceof String) {
      return value;
    }
    throw new IllegalArgumentException("a template can use no " + value.getClass().getName());
  }
}
