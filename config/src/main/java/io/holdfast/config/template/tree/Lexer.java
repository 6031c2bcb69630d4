package io.holdfast.config.template.tree;

import io.holdfast.config.template.tree.Token.Kind;
import io.holdfast.config.yaml.Quoted;

/** Cuts a template's text into tokens, one at a time. For one thread. */
final class Lexer {
  private final String text;
  private final String left;
  private final String right;
  private int pos;
  private boolean inAction;
  private boolean trimsNext;
  private int opened;

  Lexer(String text, String left, String right) {
    this.text = text;
    this.left = left;
    this.right = right;
  }

  /** The next token; {@link Kind#END} at the end, as often as it is asked for. */
  Token next() throws SyntaxException {
    while (!inAction) {
      if (trimsNext) {
        pos = skipSpace(pos);
        trimsNext = false;
      }
      int start = pos;
      int open = text.indexOf(left, pos);
      int end = open < 0 ? text.length() : open;
      if (open >= 0 && isTrimAfter(open + left.length())) {
        while (end > start && isSpace(text.charAt(end - 1))) {
          end--;
        }
      }
      pos = open < 0 ? text.length() : open;
      if (end > start) {
        return new Token(Kind.TEXT, start, text.substring(start, end), false);
      }
      if (open < 0) {
        return new Token(Kind.END, pos, "", false);
      }
      if (!skipComment(open)) {
        opened = open;
        pos = open + left.length();
        pos += isTrimAfter(pos) ? 1 : 0;
        inAction = true;
        return new Token(Kind.OPEN, open, left, false);
      }
    }
    return inAction();
  }

  /** A hyphen that is followed by white space; else it would begin a negative number. */
  private boolean isTrimAfter(int at) {
    return at + 1 < text.length() && text.charAt(at) == '-' && isSpace(text.charAt(at + 1));
  }

  /** Goes past a comment, if this action is one. */
  private boolean skipComment(int open) throws SyntaxException {
    int at = open + left.length();
    at = skipSpace(isTrimAfter(at) ? at + 1 : at);
    if (!text.startsWith("/*", at)) {
      return false;
    }
    int end = text.indexOf("*/", at + 2);
    if (end < 0) {
      throw new SyntaxException(open, "this comment has no end; close it with */" + right);
    }
    int after = skipSpace(end + 2);
    trimsNext = after > end + 2 && text.startsWith("-" + right, after);
    if (!trimsNext && !text.startsWith(right, after)) {
      throw new SyntaxException(open, "after this comment's */ only " + right + " may come");
    }
    pos = after + (trimsNext ? 1 : 0) + right.length();
    return true;
  }

  private Token inAction() throws SyntaxException {
    int before = pos;
    pos = skipSpace(pos);
    boolean spaced = pos > before;
    boolean trims = spaced && text.startsWith("-" + right, pos);
    if (trims || text.startsWith(right, pos)) {
      int at = pos;
      pos += (trims ? 1 : 0) + right.length();
      trimsNext = trims;
      inAction = false;
      return new Token(Kind.CLOSE, at, right, spaced);
    }
    if (pos >= text.length()) {
      throw new SyntaxException(opened, "this action has no end; close it with " + right);
    }
    int start = pos;
    Kind kind = scan(text.codePointAt(pos));
    return new Token(kind, start, text.substring(start, pos), spaced);
  }

  private Kind scan(int first) throws SyntaxException {
    return switch (first) {
      case '|' -> single(Kind.PIPE);
      case '(' -> single(Kind.LEFT);
      case ')' -> single(Kind.RIGHT);
      case ',' -> single(Kind.COMMA);
      case '=' -> single(Kind.ASSIGN);
      case ':' -> {
        if (!text.startsWith(":=", pos)) {
          throw new SyntaxException(pos, "a single ':' means nothing here; did you mean ':='?");
        }
        pos += 2;
        yield Kind.DECLARE;
      }
      case '"' -> quoted('"', Kind.STRING, "text in quotes");
      case '\'' -> quoted('\'', Kind.CHARACTER, "character");
      case '`' -> raw();
      case '$' -> {
        pos++;
        name();
        yield Kind.VARIABLE;
      }
      case '.' -> dot();
      default -> word(first);
    };
  }

  private Kind single(Kind kind) {
    pos++;
    return kind;
  }

  private Kind dot() throws SyntaxException {
    if (pos + 1 < text.length() && isDigit(text.charAt(pos + 1))) {
      return number();
    }
    pos++;
    return name() ? Kind.FIELD : Kind.DOT;
  }

  private Kind word(int first) throws SyntaxException {
    if (isDigit(first) || first == '+' || first == '-') {
      return number();
    }
    if (isNamePart(first)) {
      name();
      return Kind.WORD;
    }
    throw new SyntaxException(pos, character(first) + " means nothing in an action");
  }

  /** A name, or none; what follows must be able to follow one. */
  private boolean name() throws SyntaxException {
    int start = pos;
    while (pos < text.length() && isNamePart(text.codePointAt(pos))) {
      pos += Character.charCount(text.codePointAt(pos));
    }
    if (pos < text.length() && !text.startsWith(right, pos)) {
      int next = text.codePointAt(pos);
      if (!isSpace(next) && ".,|:()=".indexOf(next) < 0) {
        throw new SyntaxException(pos, afterName(next));
      }
    }
    return pos > start;
  }

  private static String afterName(int next) {
    return next == '-'
        ? "a name cannot hold '-'; for a key that does, write (index . \"the-key\")"
        : character(next) + " cannot follow a name without a space";
  }

  private Kind number() throws SyntaxException {
    int start = pos;
    pos++;
    while (pos < text.length()) {
      int c = text.codePointAt(pos);
      boolean exponentSign =
          (c == '+' || c == '-')
              && "eEpP".indexOf(text.charAt(pos - 1)) >= 0
              && pos - 1 > start
              && (!isHex(start) || "pP".indexOf(text.charAt(pos - 1)) >= 0);
      if (!isNamePart(c) && c != '.' && !exponentSign) {
        break;
      }
      pos += Character.charCount(c);
    }
    if (pos == start + 1 && !isDigit(text.charAt(start))) {
      throw new SyntaxException(
          start, character(text.charAt(start)) + " needs a number; to calculate, use add and sub");
    }
    return Kind.NUMBER;
  }

  private boolean isHex(int start) {
    int digits = "+-".indexOf(text.charAt(start)) >= 0 ? start + 1 : start;
    return text.startsWith("0x", digits) || text.startsWith("0X", digits);
  }

  private Kind quoted(char quote, Kind kind, String what) throws SyntaxException {
    int start = pos;
    pos++;
    while (pos < text.length() && text.charAt(pos) != quote && text.charAt(pos) != '\n') {
      pos += text.charAt(pos) == '\\' ? 2 : 1;
    }
    if (pos >= text.length() || text.charAt(pos) != quote) {
      throw new SyntaxException(start, "this " + what + " has no closing " + quote);
    }
    pos++;
    return kind;
  }

  private Kind raw() throws SyntaxException {
    int end = text.indexOf('`', pos + 1);
    if (end < 0) {
      throw new SyntaxException(pos, "this text has no closing `");
    }
    pos = end + 1;
    return Kind.RAW_STRING;
  }

  private int skipSpace(int from) {
    int at = from;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNamePart(int c) {
    return c == '_' || Character.isLetter(c) || Character.isDigit(c);
  }

  private static String character(int c) {
    return Quoted.of(Character.toString(c));
  }
}
