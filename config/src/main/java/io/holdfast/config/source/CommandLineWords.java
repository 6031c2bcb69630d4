package io.holdfast.config.source;

import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Problems;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into words as a shell does and as Kairos does: quotes and backslashes keep blanks
 * together and go, a {@code #} at the start of a word begins a comment. No variables, no patterns.
 * What follows a quote that is not closed is not read. Pure.
 */
final class CommandLineWords {
  private final String source;
  private final String line;
  private final List<Word> words = new ArrayList<>();

  private final StringBuilder word = new StringBuilder();
  // Where the word that is being read began; -1 between words.
  private int began = -1;

  /**
   * A word without its quotes.
   *
   * @param text may be empty
   * @param place where it began
   */
  record Word(String text, Place place) {}

  private CommandLineWords(String source, String line) {
    this.source = source;
    this.line = line;
  }

  static List<Word> of(String source, String line, Problems problems) {
    CommandLineWords split = new CommandLineWords(source, line);
    split.split(problems);
    return split.words;
  }

  private void split(Problems problems) {
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (isBlank(c)) {
        endWord();
        at++;
      } else if (c == '#' && began < 0) {
        at = endOfLine(at);
      } else {
        int next = part(at);
        if (next < 0) {
          problems.add(
              place(at), "the quote that begins here is not closed; it and what follows is lost");
          return;
        }
        at = next;
      }
    }
    endWord();
  }

  /** Takes a quoted part, an escaped character or a plain one; -1 for a quote without an end. */
  private int part(int at) {
    if (began < 0) {
      began = at;
    }
    char c = line.charAt(at);
    if (c == '\'') {
      int end = line.indexOf('\'', at + 1);
      if (end >= 0) {
        word.append(line, at + 1, end);
      }
      return end < 0 ? -1 : end + 1;
    }
    if (c == '"') {
      return doubleQuoted(at + 1);
    }
    if (c == '\\' && at + 1 < line.length()) {
      word.append(line.charAt(at + 1));
      return at + 2;
    }
    word.append(c);
    return at + 1;
  }

  private int doubleQuoted(int begin) {
    int at = begin;
    while (at < line.length() && line.charAt(at) != '"') {
      if (line.charAt(at) == '\\' && at + 1 < line.length()) {
        at++;
      }
      word.append(line.charAt(at));
      at++;
    }
    return at < line.length() ? at + 1 : -1;
  }

  private void endWord() {
    if (began >= 0) {
      words.add(new Word(word.toString(), place(began)));
      word.setLength(0);
      began = -1;
    }
  }

  private int endOfLine(int at) {
    int end = line.indexOf('\n', at);
    return end < 0 ? line.length() : end;
  }

  private Place place(int at) {
    return new Place(source, 1, at + 1);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }
}
