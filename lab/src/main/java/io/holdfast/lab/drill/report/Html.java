package io.holdfast.lab.drill.report;

/**
 * HTML as text under construction; whatever a node or a person wrote gets in as text only. Not
 * thread-safe.
 */
public final class Html {
  private final StringBuilder html = new StringBuilder();

  /** Markup of our own. */
  public Html raw(String markup) {
    html.append(markup);
    return this;
  }

  /** A text of whatever origin. */
  public Html text(String text) {
    escape(text);
    return this;
  }

  /** An element with a text. */
  public Html element(String name, String text) {
    return raw("<" + name + ">").text(text).raw("</" + name + ">");
  }

  /** An element with a class and a text. */
  public Html element(String name, String style, String text) {
    return raw("<" + name + " class=\"" + style + "\">").text(text).raw("</" + name + ">");
  }

  @Override
  public String toString() {
    return html.toString();
  }

  /**
   * HTML Living Standard, section 13.1.2: besides the five characters with a meaning, what no
   * document may hold (C0 and C1 controls, surrogates without a partner) and what would turn the
   * direction of the text around it.
   */
  private void escape(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        case '\n' -> html.append('\n');
        case '\t' -> html.append("    ");
        default -> html.appendCodePoint(isHarmless(c) ? c : 0xFFFD);
      }
    }
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }
}
