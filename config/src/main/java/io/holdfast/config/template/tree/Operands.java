package io.holdfast.config.template.tree;

import io.holdfast.config.template.function.Functions;
import io.holdfast.config.template.tree.Token.Kind;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;

/** Tokens to the words of a command. For one thread. */
final class Operands {
  private final Tokens tokens;
  private final List<Trouble> troubles;

  Operands(Tokens tokens, List<Trouble> troubles) {
    this.tokens = tokens;
    this.troubles = troubles;
  }

  /** A word that is one token. */
  Operand simple(Token token) throws SyntaxException {
    int at = token.at();
    return switch (token.kind()) {
      case DOT -> new Operand.Dot(at);
      case VARIABLE -> new Operand.Variable(at, token.text());
      case FIELD -> new Operand.Fields(at, new Operand.Dot(at), List.of(name(token)));
      case NUMBER, CHARACTER, STRING, RAW_STRING -> new Operand.Literal(at, value(token));
      case WORD -> word(token);
      default ->
          throw new SyntaxException(at, Quoted.of(token.text()) + " is no value and no function");
    };
  }

  /** Fields that follow without a space belong to the word before them. */
  Operand withFields(Operand base) throws SyntaxException {
    List<Operand.Name> names = new ArrayList<>();
    Operand root = base;
    if (base instanceof Operand.Fields(int _, Operand inner, List<Operand.Name> first)) {
      names.addAll(first);
      root = inner;
    }
    while (tokens.peek().is(Kind.FIELD) && !tokens.peek().spaced()) {
      names.add(name(tokens.next()));
    }
    if (names.isEmpty()) {
      return base;
    }
    boolean dots = base instanceof Operand.Dot;
    if (dots || root instanceof Operand.Literal || root instanceof Operand.Nil) {
      throw new SyntaxException(names.getFirst().at(), "this value has no fields");
    }
    return new Operand.Fields(base.at(), root, names);
  }

  private static Operand.Name name(Token field) {
    return new Operand.Name(field.at(), field.text().substring(1));
  }

  private Operand word(Token token) throws SyntaxException {
    int at = token.at();
    return switch (token.text()) {
      case "true" -> new Operand.Literal(at, true);
      case "false" -> new Operand.Literal(at, false);
      case "nil" -> new Operand.Nil(at);
      case "if", "else", "end", "range", "with", "template", "block", "define" ->
          throw new SyntaxException(
              at, "'" + token.text() + "' may only stand at the beginning of an action");
      default -> function(token);
    };
  }

  private Operand function(Token token) throws SyntaxException {
    if (!Functions.isKnown(token.text())) {
      if (troubles.size() == Problems.MOST) {
        throw new SyntaxException(token.at(), "and so on: reading stopped here");
      }
      troubles.add(new Trouble(token.at(), Functions.whyUnknown(token.text())));
    }
    return new Operand.Function(token.at(), token.text());
  }

  /** The text of a quoted token. */
  String text(Token token) throws SyntaxException {
    return value(token).toString();
  }

  private static Object value(Token token) throws SyntaxException {
    try {
      return switch (token.kind()) {
        case NUMBER -> Literals.number(token.text());
        case CHARACTER -> Literals.character(token.text());
        case RAW_STRING -> Literals.raw(token.text());
        default -> Literals.unquote(token.text());
      };
    } catch (IllegalArgumentException e) {
      throw new SyntaxException(token.at(), String.valueOf(e.getMessage()));
    }
  }
}
