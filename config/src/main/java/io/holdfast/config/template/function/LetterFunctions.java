package io.holdfast.config.template.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text: its words and their letters. */
final class LetterFunctions implements Group {
  @Override
  public String title() {
    return "Words and letters";
  }

  @Override
  public List<String> lines() {
    return List.of(
        "title TEXT : each word with a capital",
        "untitle TEXT : each word with a small first letter",
        "swapcase TEXT : capitals for small letters and the other way round",
        "initials TEXT : the first letter of each word",
        "snakecase TEXT : words in small letters, joined by _",
        "kebabcase TEXT : words in small letters, joined by -",
        "camelcase TEXT : words with a capital each, joined",
        "wrap WIDTH TEXT : with line feeds between words, so that lines are no longer if they can",
        "wrapWith WIDTH SEPARATOR TEXT : the same with another text between the lines");
  }

  @Override
  public @Nullable Object call(Call call) {
    return switch (call.name()) {
      case "title" -> title(call.text(0), true);
      case "untitle" -> title(call.text(0), false);
      case "swapcase" -> swap(call.text(0));
      case "initials" -> initials(call.text(0));
      case "snakecase" -> String.join("_", lowerWords(call.text(0)));
      case "kebabcase" -> String.join("-", lowerWords(call.text(0)));
      case "camelcase" -> camel(call.text(0));
      case "wrap" -> wrap(call.whole(0), "\n", call.text(1), false, call.budget());
      case "wrapWith" -> wrap(call.whole(0), call.text(1), call.text(2), true, call.budget());
      default -> throw call.unknown();
    };
  }

  private static String title(String text, boolean capital) {
    StringBuilder out = new StringBuilder(text.length());
    boolean starts = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      int other = capital ? Character.toTitleCase(c) : Character.toLowerCase(c);
      out.appendCodePoint(starts ? other : c);
      starts = capital ? endsWord(c) : isSpace(c);
    }
    return out.toString();
  }

  /** In ASCII every sign does, beyond it only space. */
  private static boolean endsWord(int c) {
    return c < 0x80 ? !Character.isLetterOrDigit(c) && c != '_' : isSpace(c);
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static String swap(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean starts = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      int other = c;
      if (Character.isUpperCase(c) || Character.isTitleCase(c)) {
        other = Character.toLowerCase(c);
      } else if (Character.isLowerCase(c)) {
        other = starts ? Character.toTitleCase(c) : Character.toUpperCase(c);
      }
      out.appendCodePoint(other);
      starts = isSpace(c);
    }
    return out.toString();
  }

  private static String initials(String text) {
    StringBuilder out = new StringBuilder();
    boolean starts = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isSpace(c)) {
        starts = true;
      } else if (starts) {
        out.appendCodePoint(c);
        starts = false;
      }
    }
    return out.toString();
  }

  /** Words end at signs and spaces, before a capital after a small letter, and around numbers. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c)) {
        addWord(words, text, start, i);
        start = i + 1;
      } else if (i > start && isBorder(text, i)) {
        addWord(words, text, start, i);
        start = i;
      }
    }
    addWord(words, text, start, text.length());
    return words;
  }

  private static void addWord(List<String> words, String text, int from, int to) {
    if (to > from) {
      words.add(text.substring(from, to));
    }
  }

  private static boolean isBorder(String text, int i) {
    char before = text.charAt(i - 1);
    char here = text.charAt(i);
    if (Character.isUpperCase(here)) {
      boolean smallFollows = i + 1 < text.length() && Character.isLowerCase(text.charAt(i + 1));
      boolean afterSmall = !Character.isUpperCase(before) && !Character.isDigit(before);
      return afterSmall || (Character.isUpperCase(before) && smallFollows);
    }
    return Character.isDigit(here) && !Character.isDigit(before);
  }

  private static List<String> lowerWords(String text) {
    return words(text).stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
  }

  private static String camel(String text) {
    StringBuilder out = new StringBuilder();
    boolean starts = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '_' || c == '-' || isSpace(c)) {
        starts = true;
      } else {
        out.appendCodePoint(starts ? Character.toUpperCase(c) : c);
        starts = false;
      }
    }
    return out.toString();
  }

  /** Breaks at spaces; within a word only if it is longer than a line and that is wished. */
  private static String wrap(
      long width, String separator, String text, boolean breaksWords, Budget budget) {
    int most = Math.clamp(width, 1, Budget.MAX_TEXT);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (text.length() - at > most) {
      if (text.charAt(at) == ' ') {
        at++;
        continue;
      }
      int space = text.lastIndexOf(' ', at + most);
      int end = space > at ? space : breaksWords ? at + most : text.indexOf(' ', at + most);
      if (end < 0) {
        break;
      }
      end = end < text.length() && Character.isLowSurrogate(text.charAt(end)) ? end + 1 : end;
      out.append(text, at, end).append(separator);
      budget.spendText(out.length() > Budget.MAX_TEXT ? out.length() : 1);
      at = end < text.length() && text.charAt(end) == ' ' ? end + 1 : end;
    }
    return out.append(text, at, text.length()).toString();
  }
}
