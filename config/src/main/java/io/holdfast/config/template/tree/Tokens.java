package io.holdfast.config.template.tree;

import io.holdfast.config.template.tree.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/** Tokens with a look ahead of two. For one thread. */
final class Tokens {
  private final Lexer lexer;
  private final Deque<Token> ahead = new ArrayDeque<>(2);

  Tokens(Lexer lexer) {
    this.lexer = lexer;
  }

  Token peek() throws SyntaxException {
    if (ahead.isEmpty()) {
      ahead.add(lexer.next());
    }
    return Objects.requireNonNull(ahead.peekFirst());
  }

  Token next() throws SyntaxException {
    Token token = peek();
    ahead.removeFirst();
    return token;
  }

  /** True if after the next token there is one that can only follow a variable that is set. */
  boolean isDeclaration() throws SyntaxException {
    peek();
    if (ahead.size() < 2) {
      ahead.add(lexer.next());
    }
    Token second = Objects.requireNonNull(ahead.peekLast());
    return second.is(Kind.DECLARE) || second.is(Kind.ASSIGN) || second.is(Kind.COMMA);
  }
}
