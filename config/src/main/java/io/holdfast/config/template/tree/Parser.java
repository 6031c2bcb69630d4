package io.holdfast.config.template.tree;

import io.holdfast.config.template.tree.Pipeline.Command;
import io.holdfast.config.template.tree.Token.Kind;
import io.holdfast.config.yaml.Nearest;
import io.holdfast.config.yaml.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tokens to a tree. Unknown functions are collected, so that a user hears of all of them; what is
 * no template at all ends it. For one text and one thread.
 */
public final class Parser {
  /** Blocks and parentheses within each other. Each costs stack, here and when it is run. */
  static final int MAX_DEPTH = 100;

  /** In scope at once; each use looks through them. */
  static final int MAX_VARIABLES = 1_000;

  private final Tokens tokens;
  private final Operands operands;
  private final List<Trouble> troubles = new ArrayList<>();
  private final Map<String, List<Node>> named = new HashMap<>();
  private List<String> variables = new ArrayList<>(List.of("$"));
  private int depth;
  private int loops;

  private Parser(String text, String left, String right) {
    this.tokens = new Tokens(new Lexer(text, left, right));
    this.operands = new Operands(tokens, troubles);
  }

  /**
   * Reads a template.
   *
   * @param left what begins an action, not empty
   * @param right what ends it, not empty
   * @throws SyntaxException with everything that was found wrong
   */
  public static Tree parse(String text, String left, String right) throws SyntaxException {
    Parser parser = new Parser(text, left, right);
    List<Node> root;
    try {
      root = parser.root();
    } catch (SyntaxException e) {
      parser.troubles.addAll(e.troubles());
      throw new SyntaxException(parser.troubles);
    }
    if (!parser.troubles.isEmpty()) {
      throw new SyntaxException(parser.troubles);
    }
    return new Tree(root, parser.named);
  }

  private List<Node> root() throws SyntaxException {
    List<Node> nodes = new ArrayList<>();
    while (!tokens.peek().is(Kind.END)) {
      Token token = tokens.next();
      if (token.is(Kind.TEXT)) {
        nodes.add(new Node.Text(token.at(), token.text()));
      } else if (tokens.peek().isWord("define")) {
        define();
      } else if (tokens.peek().isWord("end") || tokens.peek().isWord("else")) {
        throw new SyntaxException(
            token.at(),
            "there is no if, range, with, block or define for this "
                + Quoted.of(tokens.peek().text()));
      } else {
        add(nodes, token);
      }
    }
    return nodes;
  }

  /** Nodes until an {@code end} or {@code else}, which is left for the caller to read. */
  private List<Node> body(int open, String what) throws SyntaxException {
    List<Node> nodes = new ArrayList<>();
    while (true) {
      Token token = tokens.next();
      if (token.is(Kind.END)) {
        throw new SyntaxException(open, "this '" + what + "' has no 'end'");
      }
      if (token.is(Kind.TEXT)) {
        nodes.add(new Node.Text(token.at(), token.text()));
        continue;
      }
      Token word = tokens.peek();
      if (word.isWord("end") || word.isWord("else")) {
        return nodes;
      }
      add(nodes, token);
    }
  }

  private void add(List<Node> nodes, Token open) throws SyntaxException {
    Token word = tokens.peek();
    switch (word.is(Kind.WORD) ? word.text() : "") {
      case "if" -> nodes.add(choice(tokens.next(), false));
      case "with" -> nodes.add(choice(tokens.next(), true));
      case "range" -> nodes.add(range(tokens.next()));
      case "template" -> nodes.add(call(tokens.next()));
      case "block" -> nodes.add(block(tokens.next()));
      case "break" -> nodes.add(new Node.Break(inLoop(tokens.next())));
      case "continue" -> nodes.add(new Node.Continue(inLoop(tokens.next())));
      case "define" ->
          throw new SyntaxException(word.at(), "'define' may not stand within another block");
      default -> {
        Pipeline pipeline = pipeline("action", 1);
        close();
        nodes.add(new Node.Action(open.at(), pipeline));
      }
    }
  }

  private Node choice(Token word, boolean setsDot) throws SyntaxException {
    enter(word);
    int scope = variables.size();
    Pipeline condition = pipeline(word.text(), 1);
    close();
    List<Node> then = body(word.at(), word.text());
    List<Node> otherwise = List.of();
    if (tokens.next().isWord("else")) {
      Token next = tokens.peek();
      if (next.isWord("if") || next.isWord("with")) {
        // One 'end' closes the whole chain: the inner choice reads it.
        otherwise = List.of(choice(tokens.next(), next.isWord("with")));
      } else {
        close();
        otherwise = body(word.at(), word.text());
        end(word);
      }
    } else {
      close();
    }
    leave(scope);
    return new Node.Choice(word.at(), condition, setsDot, then, otherwise);
  }

  private Node range(Token word) throws SyntaxException {
    enter(word);
    int scope = variables.size();
    Pipeline over = pipeline("range", 2);
    close();
    loops++;
    List<Node> body = body(word.at(), "range");
    loops--;
    List<Node> otherwise = null;
    if (tokens.next().isWord("else")) {
      close();
      otherwise = body(word.at(), "range");
      end(word);
    } else {
      close();
    }
    leave(scope);
    return new Node.Range(word.at(), over, body, otherwise);
  }

  private Node call(Token word) throws SyntaxException {
    String name = templateName(word);
    Pipeline value = tokens.peek().is(Kind.CLOSE) ? null : pipeline("template", 1);
    close();
    return new Node.Call(word.at(), name, value);
  }

  private Node block(Token word) throws SyntaxException {
    String name = templateName(word);
    Pipeline value = pipeline("block", 1);
    close();
    define(word, name);
    return new Node.Call(word.at(), name, value);
  }

  private void define() throws SyntaxException {
    Token word = tokens.next();
    String name = templateName(word);
    close();
    define(word, name);
  }

  /** The body of a named template, which sees none of the variables and loops around it. */
  private void define(Token word, String name) throws SyntaxException {
    enter(word);
    List<String> outer = variables;
    int outerLoops = loops;
    variables = new ArrayList<>(List.of("$"));
    loops = 0;
    List<Node> body = body(word.at(), word.text());
    end(word);
    variables = outer;
    loops = outerLoops;
    depth--;
    List<Node> old = named.get(name);
    if (old == null || isBlank(old)) {
      named.put(name, body);
    } else if (!isBlank(body)) {
      throw new SyntaxException(
          word.at(), "there is a template " + Quoted.of(name) + " already; rename one of the two");
    }
  }

  private static boolean isBlank(List<Node> nodes) {
    return nodes.stream().allMatch(n -> n instanceof Node.Text(int _, String t) && t.isBlank());
  }

  private String templateName(Token word) throws SyntaxException {
    Token name = tokens.next();
    if (!name.is(Kind.STRING) && !name.is(Kind.RAW_STRING)) {
      throw new SyntaxException(
          name.at(), "after '" + word.text() + "' the template's name must come, in quotes");
    }
    return operands.text(name);
  }

  private int inLoop(Token word) throws SyntaxException {
    if (loops == 0) {
      throw new SyntaxException(word.at(), "'" + word.text() + "' may only stand in a range");
    }
    close();
    return word.at();
  }

  /** Reads an {@code end} and what closes it. */
  private void end(Token word) throws SyntaxException {
    Token token = tokens.next();
    if (!token.isWord("end")) {
      throw new SyntaxException(
          token.at(), "this '" + word.text() + "' has no place for another 'else'");
    }
    close();
  }

  private void close() throws SyntaxException {
    Token token = tokens.next();
    if (!token.is(Kind.CLOSE)) {
      throw new SyntaxException(
          token.at(), Quoted.of(token.text()) + " may not stand here; the action must end");
    }
  }

  private void enter(Token word) throws SyntaxException {
    if (++depth > MAX_DEPTH) {
      throw new SyntaxException(
          word.at(), "blocks are more than " + MAX_DEPTH + " deep within each other");
    }
  }

  private void leave(int scope) {
    variables.subList(scope, variables.size()).clear();
    depth--;
  }

  /** Up to the closing delimiter or parenthesis, which is left for the caller. */
  private Pipeline pipeline(String what, int mostVariables) throws SyntaxException {
    int at = tokens.peek().at();
    List<String> declared = new ArrayList<>();
    boolean assigns = declarations(declared, mostVariables);
    List<Command> commands = new ArrayList<>();
    do {
      if (!commands.isEmpty()) {
        tokens.next();
      }
      commands.add(command(what, commands.size()));
    } while (tokens.peek().is(Kind.PIPE));
    // Only from here on: a variable cannot be used in what it is made from.
    if (!assigns) {
      variables.addAll(declared);
    }
    if (variables.size() > MAX_VARIABLES) {
      throw new SyntaxException(at, "there are more than " + MAX_VARIABLES + " variables");
    }
    return new Pipeline(at, declared, assigns, commands);
  }

  private boolean declarations(List<String> declared, int most) throws SyntaxException {
    while (tokens.peek().is(Kind.VARIABLE) && tokens.isDeclaration()) {
      Token variable = tokens.next();
      Token sign = tokens.next();
      declared.add(variable.text());
      if (declared.size() > most || (sign.is(Kind.COMMA) && declared.size() == most)) {
        throw new SyntaxException(
            variable.at(), most == 1 ? "only range sets two variables" : "range sets two at most");
      }
      if (sign.is(Kind.ASSIGN)) {
        checkVariables(declared, variable);
        return true;
      }
      if (sign.is(Kind.DECLARE)) {
        return false;
      }
    }
    if (!declared.isEmpty()) {
      throw new SyntaxException(
          tokens.peek().at(), "after ',' a second variable and ':=' must come");
    }
    return false;
  }

  private void checkVariables(List<String> names, Token place) throws SyntaxException {
    for (String name : names) {
      checkVariable(name, place.at());
    }
  }

  private void checkVariable(String name, int at) throws SyntaxException {
    if (!variables.contains(name)) {
      Set<String> known = new HashSet<>(variables);
      throw new SyntaxException(
          at,
          "there is no variable "
              + Quoted.of(name)
              + Nearest.of(name, known).map(n -> "; did you mean '" + n + "'?").orElse(" here"));
    }
  }

  private Command command(String what, int stage) throws SyntaxException {
    List<Operand> words = new ArrayList<>();
    int at = tokens.peek().at();
    while (true) {
      Token token = tokens.peek();
      if (!words.isEmpty() && isEnd(token)) {
        return new Command(at, words);
      }
      if (!words.isEmpty() && !token.spaced()) {
        throw new SyntaxException(
            token.at(), "there must be a space before " + Quoted.of(token.text()));
      }
      Operand word = operand(what);
      if (stage > 0 && words.isEmpty() && isPlainValue(word)) {
        throw new SyntaxException(
            word.at(), "after '|' a function must come, which takes the value before it");
      }
      words.add(word);
    }
  }

  private static boolean isEnd(Token token) {
    return token.is(Kind.CLOSE) || token.is(Kind.RIGHT) || token.is(Kind.PIPE);
  }

  private static boolean isPlainValue(Operand word) {
    return word instanceof Operand.Literal
        || word instanceof Operand.Nil
        || word instanceof Operand.Dot;
  }

  private Operand operand(String what) throws SyntaxException {
    Token token = tokens.next();
    if (isEnd(token)) {
      throw new SyntaxException(token.at(), "a value is missing in this " + what);
    }
    Operand base = nested(token);
    if (base == null) {
      base = operands.simple(token);
    }
    if (base instanceof Operand.Variable(int at, String name)) {
      checkVariable(name, at);
    }
    return operands.withFields(base);
  }

  private @Nullable Operand nested(Token left) throws SyntaxException {
    if (!left.is(Kind.LEFT)) {
      return null;
    }
    enter(left);
    Pipeline inner = pipeline("parenthesis", 1);
    Token right = tokens.next();
    if (!right.is(Kind.RIGHT)) {
      throw new SyntaxException(left.at(), "this '(' has no ')'");
    }
    depth--;
    return new Operand.Nested(left.at(), inner);
  }
}
