package io.holdfast.config.template.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text: cut, searched, joined. */
final class TextFunctions implements Group {
  /** Indents and repeats beyond this make no sense. */
  private static final int MAX_COUNT = Budget.MAX_TEXT;

  @Override
  public String title() {
    return "Text";
  }

  @Override
  public List<String> lines() {
    return List.of(
        "trim TEXT : without white space at both ends",
        "trimAll SIGNS TEXT : without these signs at both ends",
        "trimall SIGNS TEXT : the same by its older name",
        "trimPrefix PREFIX TEXT : without this beginning",
        "trimSuffix SUFFIX TEXT : without this end",
        "nospace TEXT : without any white space",
        "upper TEXT : in capitals",
        "lower TEXT : in small letters",
        "repeat COUNT TEXT : so many times after each other",
        "substr FROM TO TEXT : the bytes from and up to a position; to the end if TO is negative",
        "trunc COUNT TEXT : the first so many bytes, or the last for a negative number",
        "abbrev WIDTH TEXT : cut to a width of 4 or more, with ... at its end",
        "abbrevboth FROM WIDTH TEXT : the same with ... at both ends",
        "contains PART TEXT : true if the part is in it",
        "hasPrefix PREFIX TEXT : true if it begins so",
        "hasSuffix SUFFIX TEXT : true if it ends so",
        "quote VALUE... : each in double quotes, with escapes, as YAML and JSON read it",
        "squote VALUE... : each in single quotes",
        "cat VALUE... : all with spaces between",
        "indent COUNT TEXT : each line moved to the right by so many spaces",
        "nindent COUNT TEXT : the same after a line feed",
        "replace OLD NEW TEXT : with all of the old replaced",
        "plural ONE MANY COUNT : the first text for 1, the second for any other number",
        "split SEPARATOR TEXT : the parts as a mapping with keys _0, _1 and so on",
        "splitn SEPARATOR COUNT TEXT : the same, at most so many parts",
        "splitList SEPARATOR TEXT : the parts as a list",
        "join SEPARATOR LIST : the elements as one text",
        "sortAlpha LIST : the elements as texts in the order of their characters",
        "toString VALUE : as text",
        "toStrings LIST : the elements as texts");
  }

  @Override
  public @Nullable Object call(Call call) {
    return switch (call.name()) {
      case "trim" -> call.text(0).strip();
      case "trimAll", "trimall" -> trim(call.text(1), call.text(0));
      case "trimPrefix" -> {
        String text = call.text(1);
        yield text.startsWith(call.text(0)) ? text.substring(call.text(0).length()) : text;
      }
      case "trimSuffix" -> {
        String text = call.text(1);
        String end = call.text(0);
        yield text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
      }
      case "nospace" -> call.text(0).replaceAll("(?U)\\s+", "");
      case "upper" -> call.text(0).toUpperCase(Locale.ROOT);
      case "lower" -> call.text(0).toLowerCase(Locale.ROOT);
      case "repeat" -> repeat(call.whole(0, 0, MAX_COUNT), call.text(1), call.budget());
      case "substr" -> substring(call);
      case "trunc" -> truncate(call.whole(0), call.text(1));
      case "abbrev" -> abbreviate(call.text(1), 0, call.whole(0, 0, MAX_COUNT));
      case "abbrevboth" ->
          abbreviate(call.text(2), call.whole(0, 0, MAX_COUNT), call.whole(1, 0, MAX_COUNT));
      case "contains" -> call.text(1).contains(call.text(0));
      case "hasPrefix" -> call.text(1).startsWith(call.text(0));
      case "hasSuffix" -> call.text(1).endsWith(call.text(0));
      case "quote", "squote", "cat" -> all(call);
      case "indent" -> indent(call.whole(0, 0, MAX_COUNT), call.text(1), call.budget());
      case "nindent" -> "\n" + indent(call.whole(0, 0, MAX_COUNT), call.text(1), call.budget());
      case "replace" -> replace(call.text(0), call.text(1), call.text(2), call.budget());
      case "plural" -> call.whole(2) == 1 ? call.text(0) : call.text(1);
      case "split" -> numbered(split(call.text(0), -1, call.text(1), call.budget()));
      case "splitn" -> numbered(split(call.text(0), call.whole(1), call.text(2), call.budget()));
      case "splitList" -> split(call.text(0), -1, call.text(1), call.budget());
      case "join" -> join(call);
      case "sortAlpha" -> {
        List<String> texts = new ArrayList<>(Cast.texts(call.any(0), call.budget()));
        call.budget().spend(texts.size() * 20L);
        texts.sort(Comparison::texts);
        yield texts;
      }
      case "toString" -> GoText.of(call.any(0), call.budget());
      case "toStrings" -> Cast.texts(call.any(0), call.budget());
      default -> throw call.unknown();
    };
  }

  private static String trim(String text, String signs) {
    int from = 0;
    int to = text.length();
    while (from < to && signs.indexOf(text.codePointAt(from)) >= 0) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (to > from && signs.indexOf(text.codePointBefore(to)) >= 0) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(from, to);
  }

  private static String repeat(int count, String text, Budget budget) {
    budget.spendText((long) count * text.length());
    return text.repeat(count);
  }

  private static String substring(Call call) {
    String text = call.text(2);
    int length = (int) GoText.length(text);
    long from = Math.max(0, call.whole(0));
    long to = call.whole(1);
    if (to < 0 || to > length) {
      to = length;
    }
    if (from > to) {
      throw new RefusedException("substr cannot go from " + from + " to " + to);
    }
    return GoText.cut(text, (int) from, (int) to);
  }

  private static String truncate(long count, String text) {
    int length = (int) GoText.length(text);
    if (count < 0) {
      return length + count > 0 ? GoText.cut(text, (int) (length + count), length) : text;
    }
    return length > count ? GoText.cut(text, 0, (int) count) : text;
  }

  /** The window of so many bytes from about there on, its ends that hide something being "...". */
  private static String abbreviate(String text, int from, int width) {
    int length = (int) GoText.length(text);
    if (width < 4 || (from > 0 && width < 7) || length <= width) {
      return text;
    }
    int start = Math.min(from, length);
    if (length - start < width - 3) {
      start = length - (width - 3);
    }
    if (start <= 4) {
      return GoText.cut(text, 0, width - 3) + "...";
    }
    if (start + width - 3 < length) {
      return "..." + GoText.cut(text, start, start + width - 6) + "...";
    }
    return "..." + GoText.cut(text, length - (width - 3), length);
  }

  private static String all(Call call) {
    StringBuilder out = new StringBuilder();
    for (Object value : call.from(0)) {
      if (value == null) {
        continue;
      }
      String text = GoText.of(value, call.budget());
      out.append(out.isEmpty() ? "" : " ")
          .append(
              switch (call.name()) {
                case "quote" -> GoText.quoted(text);
                case "squote" -> "'" + text + "'";
                default -> text;
              });
      call.budget().spendText(out.length());
    }
    return call.name().equals("cat") ? out.toString().strip() : out.toString();
  }

  private static String indent(int count, String text, Budget budget) {
    long lines = 1 + text.chars().filter(c -> c == '\n').count();
    budget.spendText(lines * count + text.length());
    String pad = " ".repeat(count);
    return pad + text.replace("\n", "\n" + pad);
  }

  private static String replace(String old, String other, String text, Budget budget) {
    long found = 0;
    for (int at = 0; at <= text.length() && text.indexOf(old, at) >= 0; found++) {
      at = text.indexOf(old, at) + Math.max(1, old.length());
    }
    budget.spendText(text.length() + found * other.length());
    return text.replace(old, other);
  }

  private static List<@Nullable Object> split(
      String separator, long most, String text, Budget budget) {
    List<@Nullable Object> parts = new ArrayList<>();
    if (most == 0) {
      return parts;
    }
    int at = 0;
    while (most < 0 || parts.size() < most - 1) {
      int next =
          separator.isEmpty()
              ? (at < text.length() ? text.offsetByCodePoints(at, 1) : text.length())
              : text.indexOf(separator, at);
      if (next < 0 || (separator.isEmpty() && next == text.length())) {
        break;
      }
      parts.add(text.substring(at, next));
      at = next + separator.length();
      if (parts.size() > Budget.MAX_ELEMENTS) {
        budget.spendElements(parts.size());
      }
    }
    if (!separator.isEmpty() || !text.isEmpty()) {
      parts.add(text.substring(at));
    }
    budget.spendElements(parts.size());
    return parts;
  }

  private static Map<String, @Nullable Object> numbered(List<@Nullable Object> parts) {
    Map<String, @Nullable Object> mapping = new LinkedHashMap<>();
    for (Object part : parts) {
      mapping.put("_" + mapping.size(), part);
    }
    return mapping;
  }

  private static String join(Call call) {
    String separator = call.text(0);
    List<String> texts = Cast.texts(call.any(1), call.budget());
    long length = (long) separator.length() * texts.size();
    for (String text : texts) {
      length += text.length();
    }
    call.budget().spendText(length);
    return String.join(separator, texts);
  }
}
