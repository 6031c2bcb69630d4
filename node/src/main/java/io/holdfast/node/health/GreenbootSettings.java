package io.holdfast.node.health;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * What greenboot's configuration says about which checks run: {@code DISABLED_HEALTHCHECKS=(NAME
 * ...)}. The file is one of bash, and greenboot lets bash run it; here it is only read. An array of
 * plain and quoted words is understood, and of several the last counts, as in bash. What would need
 * a shell is an error, for a check that is silently run or left out is worse than a file refused.
 *
 * @param disabled names of files that are not run
 */
record GreenbootSettings(Set<String> disabled) {
  /** With nothing disabled. */
  static final GreenbootSettings NONE = new GreenbootSettings(Set.of());

  private static final String NAME = "DISABLED_HEALTHCHECKS";

  /** A page of comments and some lines. */
  private static final int MAX_BYTES = 64 << 10;

  /** As many as there may be checks in a folder. */
  private static final int MAX_NAMES = 200;

  /** What bash would replace by something else; see bash(1), EXPANSION. */
  private static final String EXPANDED = "$`*?[{~";

  /** What ends a word or a command; see bash(1), DEFINITIONS. */
  private static final String OPERATORS = "|&;()<>";

  /** Copies. */
  GreenbootSettings {
    disabled = Set.copyOf(disabled);
  }

  /**
   * Reads a file; one that is not there says nothing.
   *
   * @throws IOException if it cannot be read or understood
   */
  static GreenbootSettings read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream stream = Files.newInputStream(file)) {
      bytes = stream.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException _) {
      return NONE;
    }
    if (bytes.length > MAX_BYTES) {
      throw new IOException("it has more than " + MAX_BYTES + " bytes");
    }
    return parse(new String(bytes, StandardCharsets.UTF_8));
  }

  /** Understands a file's text. */
  static GreenbootSettings parse(String text) throws IOException {
    Set<String> disabled = Set.of();
    Words words = new Words(text);
    while (words.findLine(NAME)) {
      boolean more = words.skip("+=(");
      if (!more && !words.skip("=(")) {
        throw words.wrong(NAME + " must be a list in parentheses");
      }
      Set<String> names = words.untilParenthesis();
      if (more) {
        names.addAll(disabled);
      }
      disabled = names;
    }
    return new GreenbootSettings(disabled);
  }

  /** A text and how far it has been read. */
  private static final class Words {
    private final String text;
    private int at;

    Words(String text) {
      this.text = text;
    }

    /** Goes past the name of the next line that begins with it. */
    boolean findLine(String name) throws IOException {
      while (at < text.length()) {
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
        int comment = text.indexOf('#', at);
        int place = text.indexOf(name, at);
        if (place >= 0 && place < end && (comment < 0 || place < comment) && isWhole(name, place)) {
          if (!text.substring(at, place).isBlank()) {
            throw wrong("only a shell would understand what is before " + name);
          }
          at = place + name.length();
          return true;
        }
        at = end + 1;
      }
      return false;
    }

    private boolean isWhole(String name, int place) {
      int after = place + name.length();
      return (place == 0 || !Character.isJavaIdentifierPart(text.charAt(place - 1)))
          && (after >= text.length() || !Character.isJavaIdentifierPart(text.charAt(after)));
    }

    boolean skip(String wanted) {
      boolean there = text.startsWith(wanted, at);
      at += there ? wanted.length() : 0;
      return there;
    }

    Set<String> untilParenthesis() throws IOException {
      Set<String> names = new HashSet<>();
      while (true) {
        skipBlanksAndComments();
        if (at >= text.length()) {
          throw wrong(NAME + " has no end: its ')' is missing");
        }
        if (text.charAt(at) == ')') {
          at++;
          return names;
        }
        names.add(word());
        if (names.size() > MAX_NAMES) {
          throw wrong(NAME + " has more than " + MAX_NAMES + " names");
        }
      }
    }

    private String word() throws IOException {
      StringBuilder word = new StringBuilder();
      while (at < text.length()) {
        char c = text.charAt(at);
        if (isBlank(c) || c == '\n' || c == ')') {
          break;
        }
        if (c == '"' || c == '\'') {
          word.append(quoted(c));
        } else if (c == '\\' || EXPANDED.indexOf(c) >= 0 || OPERATORS.indexOf(c) >= 0) {
          throw wrong("only a shell would understand '" + c + "' there; write the plain names");
        } else {
          word.append(c);
          at++;
        }
      }
      return word.toString();
    }

    private String quoted(char quote) throws IOException {
      int end = text.indexOf(quote, at + 1);
      if (end < 0) {
        throw wrong("a quotation mark has no end");
      }
      String inside = text.substring(at + 1, end);
      if (quote == '"' && inside.chars().anyMatch(c -> c == '$' || c == '`' || c == '\\')) {
        throw wrong("only a shell would understand what is quoted there; write the plain names");
      }
      at = end + 1;
      return inside;
    }

    private void skipBlanksAndComments() {
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '#') {
          int end = text.indexOf('\n', at);
          at = end < 0 ? text.length() : end;
        } else if (isBlank(c) || c == '\n') {
          at++;
        } else {
          return;
        }
      }
    }

    IOException wrong(String what) {
      long line =
          1 + text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count();
      return new IOException("line " + line + ": " + what);
    }

    private static boolean isBlank(char c) {
      return c == ' ' || c == '\t' || c == '\r';
    }
  }
}
