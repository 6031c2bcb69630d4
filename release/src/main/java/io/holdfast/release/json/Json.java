package io.holdfast.release.json;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * JSON (RFC 8259) to values and back. Objects become {@link JsonObject}, arrays {@link List}, whole
 * numbers {@link Long}, true and false {@link Boolean}, null stays null; fractions are refused, for
 * no format of Holdfast's own has any. Doubled keys and anything after the value are errors. Safe
 * for use by several threads.
 */
public final class Json {
  /** No document of Holdfast nests deeper; a bomb of brackets does. */
  private static final int MAX_DEPTH = 32;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Json() {}

  /**
   * Reads one object that fills all the bytes.
   *
   * @param bytes UTF-8
   * @param maxBytes more than this is refused unread
   * @throws JsonException if it is too long, no JSON, or no object
   */
  public static JsonObject parseObject(byte[] bytes, int maxBytes) throws JsonException {
    return parse(bytes, maxBytes, Fractions.REFUSED);
  }

  /**
   * The same of a document in a format that is not Holdfast's own: fractions become {@link
   * BigDecimal}.
   *
   * @param bytes UTF-8
   * @param maxBytes more than this is refused unread
   * @throws JsonException if it is too long, no JSON, or no object
   */
  public static JsonObject parseForeignObject(byte[] bytes, int maxBytes) throws JsonException {
    return parse(bytes, maxBytes, Fractions.READ);
  }

  private enum Fractions {
    REFUSED,
    READ
  }

  private static JsonObject parse(byte[] bytes, int maxBytes, Fractions fractions)
      throws JsonException {
    if (bytes.length > maxBytes) {
      throw new JsonException(
          "it has " + bytes.length + " bytes, more than the " + maxBytes + " allowed");
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      Object value = read(parser, parser.nextToken(), fractions);
      if (parser.nextToken() != null) {
        throw new JsonException("something follows the JSON value" + place(parser));
      }
      if (value instanceof JsonObject object) {
        return object;
      }
      throw new JsonException("it is JSON, but not an object in braces");
    } catch (JacksonException e) {
      throw new JsonException(
          "it is not valid JSON: "
              + e.getOriginalMessage()
              + " at line "
              + (e.getLocation() == null ? 0 : e.getLocation().getLineNr()),
          e);
    }
  }

  /**
   * An object of keys and values in turn, in this order: {@link Map#of} has none, and is written
   * differently each time.
   *
   * @throws IllegalArgumentException if a key has no value
   * @throws ClassCastException if a key is no text
   */
  public static Map<String, Object> object(Object... keysAndValues) {
    if (keysAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("the last key has no value");
    }
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }

  /**
   * Writes an object with two spaces of indent, keys in the map's own order and a line feed at the
   * end, so that the same values always give the same bytes.
   *
   * @param object of strings, whole numbers, decimals (for reports; never read back), booleans,
   *     null, maps and collections of these
   */
  public static String write(Map<String, ? extends @Nullable Object> object) {
    StringWriter text = new StringWriter();
    ObjectWriteContext pretty =
        new ObjectWriteContext.Base() {
          @Override
          public DefaultPrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
          }

          @Override
          public boolean hasPrettyPrinter() {
            return true;
          }
        };
    try (JsonGenerator generator = FACTORY.createGenerator(pretty, text)) {
      write(generator, object);
    }
    return text.append('\n').toString();
  }

  private static @Nullable Object read(
      JsonParser parser, @Nullable JsonToken token, Fractions fractions) throws JsonException {
    if (token == null) {
      throw new JsonException("it ends too early" + place(parser));
    }
    return switch (token) {
      case START_OBJECT -> readObject(parser, fractions);
      case START_ARRAY -> readArray(parser, fractions);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> {
        if (fractions == Fractions.REFUSED) {
          throw new JsonException("unexpected " + token + place(parser));
        }
        yield parser.getDecimalValue();
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new JsonException("unexpected " + token + place(parser));
    };
  }

  private static JsonObject readObject(JsonParser parser, Fractions fractions)
      throws JsonException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_OBJECT;
        token = parser.nextToken()) {
      if (token != JsonToken.PROPERTY_NAME) {
        throw new JsonException("it ends inside an object" + place(parser));
      }
      String key = parser.currentName();
      values.put(key, read(parser, parser.nextToken(), fractions));
    }
    return new JsonObject(values);
  }

  private static List<@Nullable Object> readArray(JsonParser parser, Fractions fractions)
      throws JsonException {
    List<@Nullable Object> values = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      values.add(read(parser, token, fractions));
    }
    return values;
  }

  private static void write(JsonGenerator generator, @Nullable Object value) {
    switch (value) {
      case null -> generator.writeNull();
      case String text -> generator.writeString(text);
      case Long number -> generator.writeNumber(number);
      case Integer number -> generator.writeNumber(number);
      case BigDecimal number -> generator.writeNumber(number);
      case Boolean flag -> generator.writeBoolean(flag);
      case JsonObject object -> write(generator, object.values());
      case Map<?, ?> object -> {
        generator.writeStartObject();
        object.forEach(
            (key, inner) -> {
              generator.writeName(String.valueOf(key));
              write(generator, inner);
            });
        generator.writeEndObject();
      }
      case Collection<?> list -> {
        generator.writeStartArray();
        list.forEach(inner -> write(generator, inner));
        generator.writeEndArray();
      }
      default ->
          throw new IllegalArgumentException("No JSON is defined here for " + value.getClass());
    }
  }

  private static String place(JsonParser parser) {
    return " at line " + parser.currentLocation().getLineNr();
  }
}
