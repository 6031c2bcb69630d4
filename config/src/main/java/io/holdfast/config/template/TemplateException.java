package io.holdfast.config.template;

import io.holdfast.config.yaml.Problem;
import java.util.List;

/**
 * A template cannot be read or filled. It holds every problem that was found: several, if several
 * functions are unknown; the message has one line for each.
 */
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  TemplateException(List<Problem> problems) {
    super(String.join("\n", problems.stream().map(Problem::toString).toList()));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong and where; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
