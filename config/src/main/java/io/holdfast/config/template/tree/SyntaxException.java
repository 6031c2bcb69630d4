package io.holdfast.config.template.tree;

import java.util.List;

/** A text is no template. It holds everything that was found until reading had to stop. */
public final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Trouble> troubles;

  SyntaxException(List<Trouble> troubles) {
    super(troubles.getFirst().message());
    this.troubles = List.copyOf(troubles);
  }

  SyntaxException(int at, String message) {
    this(List.of(new Trouble(at, message)));
  }

  /** What is wrong, in the order of finding; never empty. */
  public List<Trouble> troubles() {
    return troubles;
  }
}
