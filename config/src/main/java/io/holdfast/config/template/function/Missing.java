package io.holdfast.config.template.function;

import io.holdfast.config.yaml.Nearest;
import io.holdfast.config.yaml.Quoted;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field that is not there. To ask whether it is there is no mistake (`if`, `with`, `default` and
 * the like); to use it is, and then it says so.
 *
 * @param at where in the template it is named
 * @param message what is missing, and which name is near
 */
public record Missing(int at, String message) {

  /** The field of a mapping that has none of that name. */
  public static Missing from(int at, String name, Map<?, ?> mapping) {
    StringBuilder text = new StringBuilder("there is no field ").append(Quoted.of(name));
    var names = mapping.keySet().stream().map(String::valueOf).sorted().toList();
    var near = Nearest.of(name, names);
    if (near.isPresent()) {
      text.append("; did you mean ").append(Quoted.of(near.get())).append('?');
    } else if (names.isEmpty()) {
      text.append(", nor any other, here");
    } else {
      text.append("; there are ").append(some(names));
    }
    return new Missing(at, text.toString());
  }

  /** A field of something that has no value itself. */
  public static Missing from(int at, String name) {
    return new Missing(
        at, "there is no field " + Quoted.of(name) + ", for what should hold it has no value");
  }

  private static String some(List<String> names) {
    int most = 8;
    StringBuilder text = new StringBuilder();
    for (String name : names.subList(0, Math.min(most, names.size()))) {
      text.append(text.isEmpty() ? "" : ", ").append(Quoted.of(name));
    }
    return text.append(names.size() > most ? " and more" : "").toString();
  }

  /** The same, found at another place. */
  public Missing at(int place) {
    return new Missing(place, message);
  }

  /** The value, or nothing for a field that is not there. */
  static @Nullable Object asNothing(@Nullable Object value) {
    return value instanceof Missing ? null : value;
  }
}
