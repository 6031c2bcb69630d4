package io.holdfast.config.template.tree;

import java.util.List;

/**
 * Commands, each of which gets the value of the one before it as its last argument.
 *
 * @param at where it begins in the text
 * @param variables names that take the value, with their {@code $}; at most one, but two in a range
 * @param assigns true if the variables are there already ({@code =}), false if they are new
 * @param commands never empty
 */
public record Pipeline(int at, List<String> variables, boolean assigns, List<Command> commands) {

  /** Checks that there is something to do. */
  public Pipeline {
    variables = List.copyOf(variables);
    commands = List.copyOf(commands);
    if (commands.isEmpty()) {
      throw new IllegalArgumentException("a pipeline has at least one command");
    }
  }

  /**
   * One command: a value, or a function and its arguments.
   *
   * @param words never empty
   */
  public record Command(int at, List<Operand> words) {

    /** Checks that there is a word. */
    public Command {
      words = List.copyOf(words);
      if (words.isEmpty()) {
        throw new IllegalArgumentException("a command has at least one word");
      }
    }
  }
}
