package io.holdfast.release.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object whose reader demands what it needs: each getter names the key in its error. Not to
 * be changed after it is read.
 *
 * @param values in the order of the document
 */
public record JsonObject(Map<String, @Nullable Object> values) {

  /** Refuses any key outside the given ones, so that nothing is silently ignored. */
  public void allowOnly(String... keys) throws JsonException {
    Set<String> known = Set.of(keys);
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw new JsonException("it has an unknown key '" + key + "'");
      }
    }
  }

  /** True if the key is there and not null. */
  public boolean has(String key) {
    return values.get(key) != null;
  }

  /** A string that must be there. */
  public String string(String key) throws JsonException {
    return demand(key, String.class, "a string");
  }

  /** A whole number that must be there and lie in a range, both ends included. */
  public long number(String key, long least, long most) throws JsonException {
    long number = demand(key, Long.class, "a whole number");
    if (number < least || number > most) {
      throw new JsonException("'" + key + "' is " + number + ", not from " + least + " to " + most);
    }
    return number;
  }

  /** A boolean that must be there. */
  public boolean flag(String key) throws JsonException {
    return demand(key, Boolean.class, "true or false");
  }

  /** An object that must be there. */
  public JsonObject object(String key) throws JsonException {
    return demand(key, JsonObject.class, "an object");
  }

  /** An array of objects that must be there, of at most so many. */
  public List<JsonObject> objects(String key, int most) throws JsonException {
    return list(key, JsonObject.class, "objects", most);
  }

  /** An array of strings that must be there, of at most so many. */
  public List<String> strings(String key, int most) throws JsonException {
    return list(key, String.class, "strings", most);
  }

  private <T> List<T> list(String key, Class<T> type, String what, int most) throws JsonException {
    List<?> list = demand(key, List.class, "an array");
    if (list.size() > most) {
      throw new JsonException("'" + key + "' has " + list.size() + " entries, more than " + most);
    }
    List<T> typed = new ArrayList<>(list.size());
    for (Object value : list) {
      if (!type.isInstance(value)) {
        throw new JsonException("'" + key + "' must hold only " + what);
      }
      typed.add(type.cast(value));
    }
    return typed;
  }

  private <T> T demand(String key, Class<T> type, String what) throws JsonException {
    Object value = values.get(key);
    if (value == null) {
      throw new JsonException("it has no '" + key + "'");
    }
    if (!type.isInstance(value)) {
      throw new JsonException("'" + key + "' must be " + what);
    }
    return type.cast(value);
  }
}
