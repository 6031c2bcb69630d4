package io.holdfast.config.template.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a template that writes something or decides what is written. */
public sealed interface Node {

  /** Where it begins in the text, in UTF-16 units from 0. */
  int at();

  /** Text that is written as it is. */
  record Text(int at, String text) implements Node {}

  /** A pipeline whose value is written, unless it only sets variables. */
  record Action(int at, Pipeline pipeline) implements Node {}

  /**
   * {@code if} and {@code with}.
   *
   * @param setsDot true for {@code with}
   */
  record Choice(int at, Pipeline condition, boolean setsDot, List<Node> then, List<Node> otherwise)
      implements Node {

    /** Keeps the lists from being changed. */
    public Choice {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /**
   * {@code range}.
   *
   * @param otherwise what is done if there is nothing to go over; null if there is no {@code else}
   */
  record Range(int at, Pipeline over, List<Node> body, @Nullable List<Node> otherwise)
      implements Node {

    /** Keeps the lists from being changed. */
    public Range {
      body = List.copyOf(body);
      otherwise = otherwise == null ? null : List.copyOf(otherwise);
    }
  }

  /** {@code template} and {@code block}: a named template is run; without a value, on nothing. */
  record Call(int at, String name, @Nullable Pipeline value) implements Node {}

  /** {@code break}. */
  record Break(int at) implements Node {}

  /** {@code continue}. */
  record Continue(int at) implements Node {}
}
