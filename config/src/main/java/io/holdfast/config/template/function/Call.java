package io.holdfast.config.template.function;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function: its arguments, asked for by position and form. Each getter refuses an
 * argument of another form. For one thread.
 */
final class Call {
  private final Signature signature;
  private final List<@Nullable Object> arguments;
  private final Budget budget;
  private final Surroundings surroundings;

  Call(
      Signature signature,
      List<@Nullable Object> arguments,
      Budget budget,
      Surroundings surroundings) {
    this.signature = signature;
    this.arguments = arguments;
    this.budget = budget;
    this.surroundings = surroundings;
  }

  String name() {
    return signature.name();
  }

  int count() {
    return arguments.size();
  }

  Budget budget() {
    return budget;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /** Whatever it is; a field that is not there is nothing, for functions that ask. */
  @Nullable Object any(int index) {
    return Missing.asNothing(arguments.get(index));
  }

  /** All from a position on. */
  List<@Nullable Object> from(int index) {
    List<@Nullable Object> rest = new ArrayList<>(count() - index);
    for (int i = index; i < count(); i++) {
      rest.add(any(i));
    }
    return rest;
  }

  String text(int index) {
    if (any(index) instanceof String text) {
      budget.spend(text.length());
      return text;
    }
    throw wants(index, "text");
  }

  /** A whole number as an argument must be one: not text that looks like it. */
  long whole(int index) {
    Object value = any(index);
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e18) {
      return number.longValue();
    }
    throw wants(index, "a whole number");
  }

  /** A whole number within bounds that make sense for the purpose. */
  int whole(int index, int least, int most) {
    long number = whole(index);
    if (number < least || number > most) {
      throw new RefusedException(
          name() + " wants a number from " + least + " to " + most + ", and got " + number);
    }
    return (int) number;
  }

  boolean flag(int index) {
    if (any(index) instanceof Boolean flag) {
      return flag;
    }
    throw wants(index, "true or false");
  }

  List<@Nullable Object> list(int index) {
    List<@Nullable Object> list = Kind.listOrNull(any(index));
    if (list != null) {
      budget.spend(list.size());
      return list;
    }
    throw wants(index, "a list");
  }

  Map<String, @Nullable Object> mapping(int index) {
    Map<String, @Nullable Object> mapping = Kind.mappingOrNull(any(index));
    if (mapping != null) {
      budget.spend(mapping.size());
      return mapping;
    }
    throw wants(index, "a mapping");
  }

  Instant time(int index) {
    Object value = any(index);
    if (value instanceof Instant time) {
      return time;
    }
    if (value instanceof Long seconds && GoTime.isWithin(seconds)) {
      return Instant.ofEpochSecond(seconds);
    }
    throw wants(index, "a time, as of now or toDate, or seconds since 1970");
  }

  RefusedException wants(int index, String what) {
    return new RefusedException(
        name()
            + " wants "
            + what
            + " here ("
            + signature.synopsis()
            + "), and got "
            + Kind.describe(any(index)));
  }

  IllegalStateException unknown() {
    return new IllegalStateException(name() + " is in the table of its group, but not in the code");
  }
}
