package io.holdfast.inventory.advisory.format;

import io.holdfast.release.Printable;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Fields that may be left out, and bounds that formats of others do not set. Stateless. */
final class Fields {
  /** Statements, products, versions: ten times what the largest public documents have. */
  static final int MANY = 500_000;

  /** The longest name, version or identifier that is taken for one, in characters. */
  static final int MAX_TEXT = 512;

  private static final JsonObject NOTHING = new JsonObject(Map.of());

  private Fields() {}

  /** A text that names something; empty if it is left out. */
  static String text(JsonObject object, String key) throws JsonException {
    String text = object.has(key) ? object.string(key) : "";
    if (text.length() > MAX_TEXT || !Printable.holds(text)) {
      throw new JsonException(
          "'" + key + "' is no name: it has " + text.length() + " characters or unprintable ones");
    }
    return text;
  }

  /** A text for people, made printable and cut; empty if it is left out. */
  static String words(JsonObject object, String key) throws JsonException {
    return object.has(key) ? Printable.of(object.string(key).strip()) : "";
  }

  /** Empty if it is left out. */
  static JsonObject object(JsonObject object, String key) throws JsonException {
    return object.has(key) ? object.object(key) : NOTHING;
  }

  /** None if they are left out. */
  static List<JsonObject> objects(JsonObject object, String key) throws JsonException {
    return object.has(key) ? object.objects(key, MANY) : List.of();
  }

  /** None if they are left out; each as by {@link #text}. */
  static List<String> texts(JsonObject object, String key) throws JsonException {
    List<String> texts = object.has(key) ? object.strings(key, MANY) : List.of();
    for (String text : texts) {
      if (text.length() > MAX_TEXT || !Printable.holds(text)) {
        throw new JsonException("'" + key + "' holds what is no name");
      }
    }
    return texts;
  }
}
