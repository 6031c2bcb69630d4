package io.holdfast.release.tuf;

import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one written form of a JSON value, over which TUF signs (specification, section 4.1): the
 * "Canonical JSON" of One Laptop per Child. No spaces; keys in the order of their code points; of
 * all characters only the quote and the backslash are escaped; numbers are whole. RFC 8785 is
 * another form, which escapes line feeds and sorts by UTF-16 units. Stateless.
 */
public final class CanonicalJson {
  private CanonicalJson() {}

  /**
   * The bytes of a value, UTF-8.
   *
   * @param value an object, array, string, whole number, boolean or null, as {@link
   *     io.holdfast.release.json.Json} reads them, or maps and lists of these
   * @throws JsonException if a string has half of a surrogate pair: two such would be written alike
   */
  public static byte[] of(@Nullable Object value) throws JsonException {
    StringBuilder text = new StringBuilder();
    write(value, text);
    String whole = text.toString();
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    // Half of a surrogate pair became a question mark. An encoder would say so, and is much slower
    // where nothing is compiled yet, as on a node that looks once.
    if (!new String(bytes, StandardCharsets.UTF_8).equals(whole)) {
      throw new JsonException("a string in it has half of a surrogate pair");
    }
    return bytes;
  }

  private static void write(@Nullable Object value, StringBuilder text) {
    switch (value) {
      case null -> text.append("null");
      case String string -> writeString(string, text);
      case Long number -> text.append(number.longValue());
      case Integer number -> text.append(number.intValue());
      case Boolean flag -> text.append(flag.booleanValue());
      case JsonObject object -> writeObject(object.values(), text);
      case Map<?, ?> object -> writeObject(object, text);
      case Collection<?> list -> {
        char before = '[';
        for (Object each : list) {
          text.append(before);
          write(each, text);
          before = ',';
        }
        text.append(list.isEmpty() ? "[]" : "]");
      }
      default ->
          throw new IllegalArgumentException("No canonical form is defined of " + value.getClass());
    }
  }

  private static void writeObject(Map<?, ?> object, StringBuilder text) {
    List<String> keys = new ArrayList<>(object.size());
    object.keySet().forEach(key -> keys.add((String) key));
    keys.sort(CODE_POINTS);
    char before = '{';
    for (String key : keys) {
      text.append(before);
      writeString(key, text);
      text.append(':');
      write(object.get(key), text);
      before = ',';
    }
    text.append(keys.isEmpty() ? "{}" : "}");
  }

  private static void writeString(String string, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    text.append('"');
  }

  /** Not String's own order, which puts what lies above U+FFFF before U+E000. */
  private static final Comparator<String> CODE_POINTS =
      (left, right) -> {
        int end = Math.min(left.length(), right.length());
        for (int i = 0; i < end; i++) {
          char a = left.charAt(i);
          char b = right.charAt(i);
          if (a != b) {
            boolean high = Character.isSurrogate(a);
            return high == Character.isSurrogate(b) ? Character.compare(a, b) : high ? 1 : -1;
          }
        }
        return Integer.compare(left.length(), right.length());
      };
}
