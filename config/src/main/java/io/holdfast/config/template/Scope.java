package io.holdfast.config.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables of one template, inner ones hiding outer ones. For one thread. */
final class Scope {
  private final List<String> names = new ArrayList<>();
  private final List<@Nullable Object> values = new ArrayList<>();

  /** With {@code $}, what the template was given. */
  Scope(@Nullable Object root) {
    put("$", root, false);
  }

  int mark() {
    return names.size();
  }

  /** Forgets all that were put since the mark. */
  void release(int mark) {
    if (mark == names.size()) {
      return;
    }
    names.subList(mark, names.size()).clear();
    values.subList(mark, values.size()).clear();
  }

  /** Sets the innermost of that name, or puts a new one. */
  void put(String name, @Nullable Object value, boolean assigns) {
    if (assigns) {
      values.set(names.lastIndexOf(name), value);
    } else {
      names.add(name);
      values.add(value);
    }
  }

  /** The innermost of that name; the parser has seen that there is one. */
  @Nullable Object get(String name) {
    return values.get(names.lastIndexOf(name));
  }
}
