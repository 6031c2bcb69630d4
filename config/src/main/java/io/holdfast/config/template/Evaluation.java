package io.holdfast.config.template;

import io.holdfast.config.template.function.Budget;
import io.holdfast.config.template.function.Functions;
import io.holdfast.config.template.function.GoText;
import io.holdfast.config.template.function.Kind;
import io.holdfast.config.template.function.Missing;
import io.holdfast.config.template.function.RefusedException;
import io.holdfast.config.template.function.SemanticVersion;
import io.holdfast.config.template.function.Surroundings;
import io.holdfast.config.template.tree.Node;
import io.holdfast.config.template.tree.Operand;
import io.holdfast.config.template.tree.Pipeline;
import io.holdfast.config.template.tree.Pipeline.Command;
import io.holdfast.config.template.tree.Tree;
import io.holdfast.config.yaml.Nearest;
import io.holdfast.config.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run of a template: what it writes, after Go's documentation of text/template. For one thread,
 * once.
 */
final class Evaluation {
  /** Blocks, parentheses and named templates within each other; each costs stack. */
  static final int MAX_DEPTH = 500;

  /** What a body ends with. */
  private enum Flow {
    ON,
    BREAK,
    CONTINUE
  }

  private final Tree tree;
  private final Surroundings surroundings;
  private final Budget budget = new Budget();
  private final StringBuilder out = new StringBuilder();
  private Scope scope;
  private int depth;

  /** Where the run is just now; what is refused is refused here. */
  private int at;

  Evaluation(Tree tree, Map<String, @Nullable Object> root, Surroundings surroundings) {
    this.tree = tree;
    this.surroundings = surroundings;
    this.scope = new Scope(root);
  }

  /**
   * Runs the whole template.
   *
   * @throws RefusedException if it cannot be filled; {@link #place} tells where it was then
   */
  String run() {
    walk(tree.root(), scope.get("$"));
    return out.toString();
  }

  /** Where the run is, in UTF-16 units from 0. */
  int place() {
    return at;
  }

  private Flow walk(List<Node> nodes, @Nullable Object dot) {
    enter();
    int mark = scope.mark();
    Flow flow = Flow.ON;
    for (int i = 0; i < nodes.size() && flow == Flow.ON; i++) {
      flow = walk(nodes.get(i), dot);
    }
    scope.release(mark);
    depth--;
    return flow;
  }

  private void enter() {
    budget.step();
    if (++depth > MAX_DEPTH) {
      throw new RefusedException(
          "templates run each other more than " + MAX_DEPTH + " deep; does one run itself?");
    }
  }

  private Flow walk(Node node, @Nullable Object dot) {
    at = node.at();
    budget.step();
    // No pattern switch here and below: its bootstrap costs the early start of a node too much.
    if (node instanceof Node.Text text) {
      write(text.text());
    } else if (node instanceof Node.Action action) {
      Object value = evaluate(action.pipeline(), dot);
      if (action.pipeline().variables().isEmpty()) {
        print(value, action.pipeline().at());
      }
    } else if (node instanceof Node.Choice choice) {
      return choose(choice, dot);
    } else if (node instanceof Node.Range range) {
      return range(range, dot);
    } else if (node instanceof Node.Call call) {
      call(call, dot);
    } else {
      return node instanceof Node.Break ? Flow.BREAK : Flow.CONTINUE;
    }
    return Flow.ON;
  }

  private void write(String text) {
    budget.spend(text.length());
    if (out.length() + (long) text.length() > Budget.MAX_TEXT) {
      throw new RefusedException(
          "this template writes more than " + Budget.MAX_TEXT + " characters");
    }
    out.append(text);
  }

  private void print(@Nullable Object value, int place) {
    Object present = present(value);
    at = place;
    if (present == null) {
      throw new RefusedException("there is no value to write here; give one with default");
    }
    write(GoText.of(present, budget));
  }

  /** The value, if it is there; where one was only asked for, it need not be. */
  private @Nullable Object present(@Nullable Object value) {
    if (value instanceof Missing missing) {
      at = missing.at();
      throw new RefusedException(missing.message());
    }
    return value;
  }

  private Flow choose(Node.Choice choice, @Nullable Object dot) {
    int mark = scope.mark();
    Object value = evaluate(choice.condition(), dot);
    Flow flow;
    if (Kind.isTrue(value)) {
      flow = walk(choice.then(), choice.setsDot() ? value : dot);
    } else {
      flow = walk(choice.otherwise(), dot);
    }
    scope.release(mark);
    return flow;
  }

  private Flow range(Node.Range range, @Nullable Object dot) {
    int mark = scope.mark();
    Object over = evaluate(range.over(), dot);
    if (range.otherwise() == null) {
      over = present(over);
    }
    at = range.over().at();
    boolean any = iterate(range, over instanceof Missing ? null : over);
    Flow flow = Flow.ON;
    if (!any && range.otherwise() != null) {
      flow = walk(range.otherwise(), dot);
    }
    scope.release(mark);
    return flow;
  }

  private boolean iterate(Node.Range range, @Nullable Object over) {
    List<@Nullable Object> list = Kind.listOrNull(over);
    Map<String, @Nullable Object> mapping = Kind.mappingOrNull(over);
    if (over == null) {
      return false;
    }
    if (over instanceof Long count) {
      if (range.over().variables().size() > 1) {
        throw new RefusedException("range over a number sets one variable, not two");
      }
      long i = 0;
      while (i < count && once(range, i, i)) {
        i++;
      }
      return count > 0;
    }
    if (list != null) {
      // A copy, for the body may make more of what it goes over.
      List<@Nullable Object> elements = new ArrayList<>(list);
      long i = 0;
      while (i < elements.size() && once(range, i, elements.get((int) i))) {
        i++;
      }
      return !elements.isEmpty();
    }
    if (mapping != null) {
      for (Map.Entry<String, @Nullable Object> entry : new TreeMap<>(mapping).entrySet()) {
        if (!once(range, entry.getKey(), entry.getValue())) {
          break;
        }
      }
      return !mapping.isEmpty();
    }
    throw new RefusedException("range cannot go over " + Kind.describe(over));
  }

  /** One turn of the loop; false if it is the last. */
  private boolean once(Node.Range range, @Nullable Object key, @Nullable Object element) {
    int mark = scope.mark();
    List<String> variables = range.over().variables();
    if (!variables.isEmpty()) {
      scope.put(variables.getLast(), element, range.over().assigns());
      if (variables.size() > 1) {
        scope.put(variables.getFirst(), key, range.over().assigns());
      }
    }
    Flow flow = walk(range.body(), element);
    scope.release(mark);
    return flow != Flow.BREAK;
  }

  private void call(Node.Call call, @Nullable Object dot) {
    List<Node> body = tree.named().get(call.name());
    if (body == null) {
      throw new RefusedException(
          "there is no template "
              + Quoted.of(call.name())
              + Nearest.of(call.name(), tree.named().keySet().stream().sorted().toList())
                  .map(near -> "; did you mean " + Quoted.of(near) + "?")
                  .orElse("; define one of that name"));
    }
    Object value = call.value() == null ? null : evaluate(call.value(), dot);
    at = call.at();
    Scope outer = scope;
    scope = new Scope(value);
    walk(body, value);
    scope = outer;
  }

  private @Nullable Object evaluate(Pipeline pipeline, @Nullable Object dot) {
    enter();
    Object value = null;
    boolean piped = false;
    for (Command command : pipeline.commands()) {
      value = evaluate(command, dot, value, piped);
      piped = true;
    }
    // A range sets its variables anew in each turn.
    for (String variable : pipeline.variables()) {
      scope.put(variable, value, pipeline.assigns());
    }
    depth--;
    return value;
  }

  private @Nullable Object evaluate(
      Command command, @Nullable Object dot, @Nullable Object last, boolean piped) {
    Operand first = command.words().getFirst();
    if (first instanceof Operand.Function(int place, String name)) {
      return function(place, name, command.words(), dot, last, piped);
    }
    at = first.at();
    if (piped || command.words().size() > 1) {
      throw new RefusedException("this is no function, and takes no arguments");
    }
    if (first instanceof Operand.Nil) {
      throw new RefusedException("nil alone is nothing to write");
    }
    return evaluate(first, dot);
  }

  private @Nullable Object evaluate(Operand operand, @Nullable Object dot) {
    budget.step();
    if (operand instanceof Operand.Literal literal) {
      return literal.value();
    }
    if (operand instanceof Operand.Fields fields) {
      Object value = evaluate(fields.base(), dot);
      for (Operand.Name name : fields.names()) {
        value = field(value, name);
      }
      return value;
    }
    if (operand instanceof Operand.Variable variable) {
      return scope.get(variable.name());
    }
    if (operand instanceof Operand.Nested nested) {
      return evaluate(nested.pipeline(), dot);
    }
    if (operand instanceof Operand.Function function) {
      return function(function.at(), function.name(), List.of(operand), dot, null, false);
    }
    return operand instanceof Operand.Dot ? dot : null;
  }

  private @Nullable Object field(@Nullable Object value, Operand.Name name) {
    budget.spend(1);
    at = name.at();
    Map<String, @Nullable Object> mapping = Kind.mappingOrNull(value);
    if (mapping != null) {
      return mapping.containsKey(name.text())
          ? mapping.get(name.text())
          : Missing.from(at, name.text(), mapping);
    }
    if (value instanceof Missing) {
      return value;
    }
    if (value == null) {
      return Missing.from(at, name.text());
    }
    Object part = value instanceof SemanticVersion version ? version.field(name.text()) : null;
    if (part == null) {
      throw new RefusedException(Kind.describe(value) + " has no field " + Quoted.of(name.text()));
    }
    return part;
  }

  private @Nullable Object function(
      int place,
      String name,
      List<Operand> words,
      @Nullable Object dot,
      @Nullable Object last,
      boolean piped) {
    boolean asks = Functions.asks(name);
    boolean stopsEarly = name.equals("and") || name.equals("or");
    List<@Nullable Object> arguments = new ArrayList<>(words.size());
    for (int i = 1; i < words.size(); i++) {
      Object value = evaluate(words.get(i), dot);
      if (stopsEarly && Kind.isTrue(value) == name.equals("or")) {
        return value;
      }
      arguments.add(asks ? value : present(value));
    }
    if (piped) {
      arguments.add(asks ? last : present(last));
    }
    at = place;
    if (stopsEarly && !arguments.isEmpty()) {
      return arguments.getLast();
    }
    Object result = Functions.call(name, arguments, budget, surroundings);
    return result instanceof Missing missing ? missing.at(place) : result;
  }
}
