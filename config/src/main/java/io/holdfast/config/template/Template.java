package io.holdfast.config.template;

import io.holdfast.config.template.function.RefusedException;
import io.holdfast.config.template.tree.Parser;
import io.holdfast.config.template.tree.SyntaxException;
import io.holdfast.config.template.tree.Tree;
import io.holdfast.config.template.tree.Trouble;
import io.holdfast.config.yaml.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with actions in it, which are replaced by what they say: Go's text/template with the
 * functions of sprig, within limits of size, depth and work. An unknown function, a field that is
 * not there and anything else that is wrong is told with its place. Immutable, and safe for use by
 * several threads.
 */
public final class Template {
  /** As much as a document of a configuration may have. */
  public static final int MAX_CHARACTERS = 1 << 20;

  private final String text;
  private final Origin origin;

  /** Null if there is nothing to replace: the classes of the engine are not even loaded then. */
  private final @Nullable Tree tree;

  private Template(String text, Origin origin, @Nullable Tree tree) {
    this.text = text;
    this.origin = origin;
    this.tree = tree;
  }

  /**
   * Reads a template; nothing is filled yet.
   *
   * @param origin where the text stands, for messages
   * @throws TemplateException with every problem that was found
   */
  public static Template parse(String text, Origin origin, Delimiters delimiters)
      throws TemplateException {
    if (!delimiters.areIn(text)) {
      return new Template(text, origin, null);
    }
    if (text.length() > MAX_CHARACTERS) {
      throw refusal(text, origin, 0, "it has more than " + MAX_CHARACTERS + " characters");
    }
    checkCharacters(text, origin);
    try {
      Tree tree = Parser.parse(text, delimiters.left(), delimiters.right());
      return new Template(text, origin, tree);
    } catch (SyntaxException e) {
      throw new TemplateException(
          e.troubles().stream().map(trouble -> problem(text, origin, trouble)).toList());
    }
  }

  /**
   * Reads a template and fills it.
   *
   * @throws TemplateException if either is not possible
   */
  public static String fill(
      String text, Origin origin, Delimiters delimiters, TemplateValues values)
      throws TemplateException {
    return delimiters.areIn(text) ? parse(text, origin, delimiters).render(values) : text;
  }

  /**
   * Fills the template.
   *
   * @return at most {@value io.holdfast.config.template.function.Budget#MAX_TEXT} characters
   * @throws TemplateException with the one problem that stopped it
   */
  public String render(TemplateValues values) throws TemplateException {
    if (tree == null) {
      return text;
    }
    Evaluation evaluation = new Evaluation(tree, values.root(), values.surroundings());
    try {
      return evaluation.run();
    } catch (RefusedException e) {
      throw refusal(text, origin, evaluation.place(), String.valueOf(e.getMessage()));
    }
  }

  /** Half a character has no bytes, and would become another on its way to a file. */
  private static void checkCharacters(String text, Origin origin) throws TemplateException {
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        throw refusal(
            text, origin, at, "here is half a character; the text was cut or is no UTF-8");
      }
      at += Character.charCount(c);
    }
  }

  private static TemplateException refusal(String text, Origin origin, int at, String message) {
    return new TemplateException(List.of(problem(text, origin, new Trouble(at, message))));
  }

  private static Problem problem(String text, Origin origin, Trouble trouble) {
    return new Problem(origin.place(text, trouble.at()), trouble.message());
  }
}
