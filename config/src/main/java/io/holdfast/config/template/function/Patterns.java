package io.holdfast.config.template.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.holdfast.config.yaml.Quoted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions as Go has them, in a time that grows with text and pattern alone: Java's own
 * can be made to run for ever. For one thread.
 */
final class Patterns {
  /** Steps of the machine that a pattern becomes; counted repetitions multiply. */
  private static final int MAX_SIZE = 10_000;

  private final Pattern pattern;
  private final Matcher matcher;
  private final String text;

  private Patterns(Pattern pattern, String text) {
    this.pattern = pattern;
    this.text = text;
    this.matcher = pattern.matcher(text);
  }

  static Patterns of(String regex, String text, Budget budget) {
    long size = size(regex);
    if (size > MAX_SIZE) {
      throw new RefusedException(
          "the pattern " + Quoted.of(regex) + " is too large; repeat less in it");
    }
    // Each character may be looked at by each step; a quarter of that is what it costs.
    budget.spend(size + size * text.length() / 4);
    try {
      return new Patterns(Pattern.compile(regex), text);
    } catch (PatternSyntaxException e) {
      throw new RefusedException(
          "the pattern " + Quoted.of(regex) + " is none: " + e.getDescription());
    }
  }

  /**
   * At least as many steps as the pattern becomes: one for each sign, and what is repeated so often
   * as it may be. Of what is no pattern it may be anything.
   */
  private static long size(String regex) {
    Deque<Long> outer = new ArrayDeque<>();
    long group = 0;
    long last = 0;
    int at = 0;
    while (at < regex.length()) {
      char c = regex.charAt(at);
      int end = at + 1;
      if (c == '(') {
        outer.push(group + last);
        group = 0;
        last = 1;
      } else if (c == ')') {
        last += group;
        group = outer.isEmpty() ? 0 : outer.pop();
      } else if (c == '{') {
        last = Math.min(last * most(regex, at + 1), 2L * MAX_SIZE);
      } else {
        group = Math.min(group + last, 2L * MAX_SIZE);
        last = 1;
        end = c == '\\' ? at + 2 : c == '[' ? classEnd(regex, at) : at + 1;
      }
      at = end;
    }
    while (!outer.isEmpty()) {
      group += outer.pop();
    }
    return group + last;
  }

  /** Past a class of characters, in which signs have no meaning. */
  private static int classEnd(String regex, int open) {
    int end = open + (regex.startsWith("^", open + 1) ? 2 : 1);
    end += regex.startsWith("]", end) ? 1 : 0;
    while (end < regex.length() && regex.charAt(end) != ']') {
      end += regex.charAt(end) == '\\' ? 2 : 1;
    }
    return end + 1;
  }

  /** The larger number of a repetition; 1 if it is none. */
  private static long most(String regex, int from) {
    long most = 1;
    long number = 0;
    for (int i = from; i < regex.length() && isCount(regex.charAt(i)); i++) {
      char c = regex.charAt(i);
      number = c == ',' ? 0 : Math.min(number * 10 + c - '0', MAX_SIZE);
      most = Math.max(most, number);
    }
    return most;
  }

  private static boolean isCount(char c) {
    return c == ',' || (c >= '0' && c <= '9');
  }

  boolean matches() {
    return matcher.find();
  }

  String first() {
    return matcher.find() ? matcher.group() : "";
  }

  /** Where the matches begin and end; all of them for a negative limit. */
  private List<int[]> all(long limit) {
    List<int[]> found = new ArrayList<>();
    int at = 0;
    int lastEnd = -1;
    while (at <= text.length() && (limit < 0 || found.size() < limit) && matcher.find(at)) {
      int start = matcher.start();
      int end = matcher.end();
      // Nothing right after a match is no match of its own.
      if (end > start || start != lastEnd) {
        found.add(new int[] {start, end});
      }
      lastEnd = end;
      at = end > at ? end : at + width(at);
    }
    return found;
  }

  private int width(int at) {
    return at < text.length() ? Character.charCount(text.codePointAt(at)) : 1;
  }

  List<@Nullable Object> findAll(long limit) {
    List<@Nullable Object> texts = new ArrayList<>();
    for (int[] match : all(limit)) {
      texts.add(text.substring(match[0], match[1]));
    }
    return texts;
  }

  List<@Nullable Object> split(long limit) {
    List<@Nullable Object> parts = new ArrayList<>();
    if (limit == 0) {
      return parts;
    }
    int begin = 0;
    int end = 0;
    if (!text.isEmpty()) {
      for (int[] match : all(limit)) {
        if (limit > 0 && parts.size() == limit - 1) {
          break;
        }
        end = match[0];
        if (match[1] != 0) {
          parts.add(text.substring(begin, end));
        }
        begin = match[1];
      }
    }
    if (end != text.length() || text.isEmpty()) {
      parts.add(text.substring(begin));
    }
    return parts;
  }

  /** Replaces all matches, by a text in which {@code $1} and {@code ${name}} stand for groups. */
  String replace(String replacement, boolean literal, Budget budget) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    int lastEnd = 0;
    while (at <= text.length() && matcher.find(at)) {
      int start = matcher.start();
      int end = matcher.end();
      out.append(text, lastEnd, start);
      if (end > lastEnd || start == 0) {
        out.append(literal ? replacement : expand(replacement));
        budget.spend(replacement.length() + end - start);
      }
      budget.spendText(out.length() > Budget.MAX_TEXT ? out.length() : 1);
      lastEnd = end;
      at = end > at ? end : at + width(at);
    }
    return out.append(text, lastEnd, text.length()).toString();
  }

  private String expand(String template) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      int dollar = template.indexOf('$', at);
      if (dollar < 0 || dollar + 1 == template.length()) {
        break;
      }
      out.append(template, at, dollar);
      at = dollar + 1;
      if (template.charAt(at) == '$') {
        out.append('$');
        at++;
        continue;
      }
      boolean braces = template.charAt(at) == '{';
      int start = braces ? at + 1 : at;
      int end = start;
      while (end < template.length() && isName(template.charAt(end))) {
        end++;
      }
      if (end == start || (braces && !template.startsWith("}", end))) {
        out.append('$');
        continue;
      }
      out.append(group(template.substring(start, end)));
      at = braces ? end + 1 : end;
    }
    return out.append(template, Math.min(at, template.length()), template.length()).toString();
  }

  private static boolean isName(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private String group(String name) {
    String found = null;
    if (name.length() < 6 && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int number = Integer.parseInt(name);
      found = number <= matcher.groupCount() ? matcher.group(number) : null;
    } else if (pattern.namedGroups().containsKey(name)) {
      found = matcher.group(name);
    }
    return found == null ? "" : found;
  }
}
