package io.holdfast.config.template.tree;

import java.util.List;

/** One word of a command. */
public sealed interface Operand {

  /** Where it begins in the text, in UTF-16 units from 0. */
  int at();

  /** {@code .}, what the template looks at just now. */
  record Dot(int at) implements Operand {}

  /** {@code nil}. */
  record Nil(int at) implements Operand {}

  /** A number, text, true or false, as Long, Double, String or Boolean. */
  record Literal(int at, Object value) implements Operand {}

  /** A variable, its name with the {@code $}. */
  record Variable(int at, String name) implements Operand {}

  /** A function, by a name that is known. */
  record Function(int at, String name) implements Operand {}

  /** A pipeline in parentheses. */
  record Nested(int at, Pipeline pipeline) implements Operand {}

  /** Fields of a value, one within the other. */
  record Fields(int at, Operand base, List<Name> names) implements Operand {

    /** Keeps the list from being changed. */
    public Fields {
      names = List.copyOf(names);
    }
  }

  /** The name of one field and where its dot stands. */
  record Name(int at, String text) {}
}
