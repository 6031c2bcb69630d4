package io.holdfast.config.template.tree;

/**
 * A word of a template.
 *
 * @param at where it begins in the text
 * @param text as it is written; of {@link Kind#TEXT} what is to be written out
 * @param spaced true if white space stands before it
 */
record Token(Kind kind, int at, String text, boolean spaced) {
  enum Kind {
    TEXT,
    OPEN,
    CLOSE,
    WORD,
    FIELD,
    DOT,
    VARIABLE,
    NUMBER,
    CHARACTER,
    STRING,
    RAW_STRING,
    PIPE,
    DECLARE,
    ASSIGN,
    COMMA,
    LEFT,
    RIGHT,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }
}
