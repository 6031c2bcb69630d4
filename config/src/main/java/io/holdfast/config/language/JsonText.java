package io.holdfast.config.language;

import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Maps, lists, texts, whole numbers and flags as JSON (RFC 8259), indented, in their own order. The
 * schema is all that is written by it; what a node reads or writes has its own class above.
 */
final class JsonText {
  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  static String of(Object value) {
    JsonText text = new JsonText();
    text.value(value, "\n");
    return text.out.append('\n').toString();
  }

  private void value(Object value, String indent) {
    switch (value) {
      case Map<?, ?> map -> map(map, indent);
      case List<?> list -> list(list, indent);
      case String text -> string(text);
      case Boolean _, Long _, Integer _ -> out.append(value);
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  private void map(Map<?, ?> map, String indent) {
    out.append('{');
    for (Iterator<? extends Map.Entry<?, ?>> all = map.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<?, ?> entry = all.next();
      out.append(indent).append("  ");
      string(String.valueOf(entry.getKey()));
      out.append(": ");
      value(entry.getValue(), indent + "  ");
      out.append(all.hasNext() ? "," : indent);
    }
    out.append('}');
  }

  private void list(List<?> list, String indent) {
    boolean isShort = list.stream().noneMatch(one -> one instanceof Map || one instanceof List);
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      if (!isShort) {
        out.append(indent).append("  ");
      }
      value(list.get(i), indent + "  ");
      out.append(i + 1 < list.size() ? isShort ? ", " : "," : isShort ? "" : indent);
    }
    out.append(']');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        default -> {
          if (c >= ' ' && c < 0x7f) {
            out.append(c);
          } else {
            out.append("\\u").append(HexFormat.of().toHexDigits(c));
          }
        }
      }
    }
    out.append('"');
  }
}
