package io.holdfast.config.template.function;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Go's text/template has of itself. */
final class GoFunctions implements Group {
  @Override
  public String title() {
    return "Of the template language itself";
  }

  @Override
  public List<String> lines() {
    return List.of(
        "and? VALUE OTHER... : the first value that is false or empty, else the last; the rest is not looked at",
        "or? VALUE OTHER... : the first value that is not false or empty, else the last; the rest is not looked at",
        "not? VALUE : true if the value is false or empty",
        "eq VALUE OTHER... : true if the value equals one of the others",
        "ne VALUE OTHER : true if they differ",
        "lt VALUE OTHER : less than; numbers by size, texts by their characters",
        "le VALUE OTHER : less or equal",
        "gt VALUE OTHER : greater than",
        "ge VALUE OTHER : greater or equal",
        "len VALUE : how many elements a list or mapping has, or bytes a text",
        "index VALUE KEY... : the element at a position from 0, or of a key, one within the other",
        "slice VALUE [FROM] [TO] : a part of a list, or of a text by bytes",
        "print VALUE... : all as one text, with spaces between those that are no text",
        "printf FORMAT VALUE... : a text with values in the places of %v %s %q %d %x %o %b %c %U %f %e %g %t %T",
        "println VALUE... : all as one text, with spaces between and a line feed at the end",
        "html VALUE... : as print, with the signs that HTML needs escaped",
        "js VALUE... : as print, with the signs that JavaScript needs escaped",
        "urlquery VALUE... : as print, escaped for the query of a URL");
  }

  @Override
  public @Nullable Object call(Call call) {
    Budget budget = call.budget();
    return switch (call.name()) {
      // Those two are evaluated one by one where the call stands; here all of them are known.
      case "and", "or" -> logic(call);
      case "not" -> !Kind.isTrue(call.any(0));
      case "eq" -> isOneOf(call);
      case "ne" -> !Comparison.equal(call.any(0), call.any(1), budget);
      case "lt" -> Comparison.order(call.any(0), call.any(1), budget) < 0;
      case "le" -> Comparison.order(call.any(0), call.any(1), budget) <= 0;
      case "gt" -> Comparison.order(call.any(0), call.any(1), budget) > 0;
      case "ge" -> Comparison.order(call.any(0), call.any(1), budget) >= 0;
      case "len" -> length(call);
      case "index" -> index(call);
      case "slice" -> slice(call);
      case "print" -> print(call, 0, false);
      case "printf" -> Printf.of(call.text(0), call.from(1), budget);
      case "println" -> print(call, 0, true) + "\n";
      case "html" -> html(print(call, 0, false));
      case "js" -> js(print(call, 0, false));
      case "urlquery" -> query(print(call, 0, false));
      default -> throw call.unknown();
    };
  }

  private static @Nullable Object logic(Call call) {
    boolean stopsAt = call.name().equals("or");
    for (int i = 0; i < call.count() - 1; i++) {
      if (Kind.isTrue(call.any(i)) == stopsAt) {
        return call.any(i);
      }
    }
    return call.any(call.count() - 1);
  }

  private static boolean isOneOf(Call call) {
    if (call.count() < 2) {
      throw new RefusedException("eq takes 2 or more, and got 1");
    }
    for (int i = 1; i < call.count(); i++) {
      if (Comparison.equal(call.any(0), call.any(i), call.budget())) {
        return true;
      }
    }
    return false;
  }

  private static long length(Call call) {
    return switch (call.any(0)) {
      case String text -> GoText.length(text);
      case List<?> list -> list.size();
      case Map<?, ?> mapping -> mapping.size();
      case null, default -> throw call.wants(0, "a list, a mapping or text");
    };
  }

  private static @Nullable Object index(Call call) {
    Object value = call.any(0);
    for (int i = 1; i < call.count(); i++) {
      value = index(value, call, i);
    }
    return value;
  }

  private static @Nullable Object index(@Nullable Object value, Call call, int key) {
    Map<String, @Nullable Object> mapping = Kind.mappingOrNull(value);
    if (mapping != null) {
      String name = call.text(key);
      return mapping.containsKey(name) ? mapping.get(name) : Missing.from(0, name, mapping);
    }
    if (value instanceof Missing missing) {
      throw new RefusedException(missing.message());
    }
    List<@Nullable Object> list = Kind.listOrNull(value);
    byte[] bytes = value instanceof String text ? GoText.bytes(text) : new byte[0];
    if (list == null && !(value instanceof String)) {
      throw new RefusedException("index cannot look into " + Kind.describe(value));
    }
    int size = list == null ? bytes.length : list.size();
    long at = call.whole(key);
    if (at < 0 || at >= size) {
      throw new RefusedException(
          "there is no element " + at + "; there are " + size + ", counted from 0");
    }
    return list == null ? (Object) (long) (bytes[(int) at] & 0xff) : list.get((int) at);
  }

  private static @Nullable Object slice(Call call) {
    List<@Nullable Object> list = Kind.listOrNull(call.any(0));
    String text = list == null ? call.text(0) : "";
    int size = list == null ? (int) GoText.length(text) : list.size();
    int from = call.count() > 1 ? bound(call, 1, 0, size) : 0;
    int to = call.count() > 2 ? bound(call, 2, from, size) : size;
    call.budget().spend(size);
    return list == null
        ? GoText.cut(text, from, to)
        : Collections.unmodifiableList(list.subList(from, to));
  }

  private static int bound(Call call, int index, int least, int most) {
    long bound = Cast.whole(call.any(index));
    if (bound < least || bound > most) {
      throw new RefusedException("slice cannot go to " + bound + "; there are " + most);
    }
    return (int) bound;
  }

  private static String print(Call call, int from, boolean spaces) {
    StringBuilder out = new StringBuilder();
    boolean lastIsText = true;
    for (int i = from; i < call.count(); i++) {
      Object value = call.any(i);
      boolean isText = value instanceof String;
      out.append(i > from && (spaces || (!isText && !lastIsText)) ? " " : "");
      out.append(GoText.of(value, call.budget()));
      call.budget().spendText(out.length());
      lastIsText = isText;
    }
    return out.toString();
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;")
        .replace("\0", "\ufffd");
  }

  private static String js(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> appendJs(out, c));
    return out.toString();
  }

  private static void appendJs(StringBuilder out, int c) {
    switch (c) {
      case '\\' -> out.append("\\\\");
      case '\'' -> out.append("\\'");
      case '"' -> out.append("\\\"");
      case '<' -> out.append("\\u003C");
      case '>' -> out.append("\\u003E");
      case '&' -> out.append("\\u0026");
      case '=' -> out.append("\\u003D");
      default -> {
        if (c < ' ' || (c >= 0x80 && !GoText.isPrintable(c))) {
          out.append("\\u").append(GoText.hex(c, 4).toUpperCase(java.util.Locale.ROOT));
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }

  static String query(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }
}
