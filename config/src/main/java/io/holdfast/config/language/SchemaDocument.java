package io.holdfast.config.language;

import io.holdfast.config.language.Form.Any;
import io.holdfast.config.language.Form.Breach;
import io.holdfast.config.language.Form.Bytes;
import io.holdfast.config.language.Form.Flag;
import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.MapOf;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.Mode;
import io.holdfast.config.language.Form.OneOf;
import io.holdfast.config.language.Form.Others;
import io.holdfast.config.language.Form.Text;
import io.holdfast.config.language.Form.Time;
import io.holdfast.config.language.Form.WholeNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The language as a JSON Schema (draft 2020-12), by which editors complete and check. It takes what
 * {@link Check} takes; what only a person can be told, such as an order of steps, is not in it.
 */
public final class SchemaDocument {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  private static final Map<String, Object> TEMPLATE =
      ordered("type", "string", "pattern", "\\{\\{[\\s\\S]*\\}\\}|^<[^<>\\n]{1,100}>$");

  /** As YAML 1.1 writes them, which YAML 1.2 reads as texts. */
  private static final List<String> FLAG_WORDS =
      List.of("yes", "no", "on", "off", "y", "n", "Yes", "No", "On", "Off", "True", "False");

  /** Forms that stand in several places, and the name of each. */
  private final Map<Form, String> shared = new LinkedHashMap<>();

  private final Map<String, Object> definitions = new LinkedHashMap<>();

  private SchemaDocument() {}

  /** Always the same text. */
  public static String text() {
    return JsonText.of(new SchemaDocument().document());
  }

  private Map<String, Object> document() {
    Mapping file = Language.file();
    file.find("stages")
        .filter(stages -> stages.form() instanceof Mapping)
        .map(stages -> ((Mapping) stages.form()).keys().getFirst().form())
        .ifPresent(steps -> share("steps", steps));
    file.find("users").ifPresent(users -> share("users", users.form()));
    Map<String, Object> document =
        ordered("$schema", DRAFT, "title", "Holdfast cloud-config", "description", DESCRIPTION);
    document.putAll(mapping(file));
    document.put("$defs", definitions);
    return document;
  }

  private static final String DESCRIPTION =
      "Made from the same definitions as 'holdfast config check'; do not edit.";

  private void share(String name, Form form) {
    Map<String, Object> definition = schema(form);
    shared.put(form, name);
    definitions.put(name, definition);
  }

  private Map<String, Object> schema(Form form) {
    String name = shared.get(form);
    if (name != null) {
      return ordered("$ref", "#/$defs/" + name);
    }
    return switch (form) {
      case Any _ -> new LinkedHashMap<>();
      case Text text -> text(text);
      case Flag _ ->
          anyOf(List.of(ordered("type", "boolean"), ordered("enum", FLAG_WORDS), TEMPLATE));
      case WholeNumber number ->
          anyOf(
              List.of(
                  ordered("type", "integer", "minimum", number.least(), "maximum", number.most()),
                  ordered("type", "string", "pattern", "^-?[0-9]+$"),
                  TEMPLATE));
      // YAML 1.2 reads 0644 as the decimal number 644, whose digits are those of the mode.
      case Mode _ ->
          anyOf(
              List.of(
                  ordered("type", "integer", "minimum", 0, "maximum", 7777),
                  ordered("type", "string", "pattern", "^(0o)?[0-7]{1,6}$"),
                  TEMPLATE));
      case Time _ ->
          anyOf(
              List.of(
                  ordered("type", "integer", "minimum", 0),
                  ordered(
                      "type",
                      "string",
                      "pattern",
                      "^[0-9]+$|^([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$"),
                  TEMPLATE));
      case Bytes _ ->
          anyOf(
              List.of(
                  ordered("type", "integer", "minimum", 0),
                  ordered("type", "string", "pattern", "^[0-9]+(KiB|MiB|GiB)?$"),
                  TEMPLATE));
      case ListOf list -> ordered("type", "array", "items", schema(list.item()));
      case MapOf map -> map(map);
      case Mapping mapping -> mapping(mapping);
      case OneOf oneOf -> {
        List<Map<String, Object>> forms = new ArrayList<>();
        oneOf.forms().forEach(one -> forms.add(schema(one)));
        yield anyOf(forms);
      }
    };
  }

  private static Map<String, Object> text(Text text) {
    List<String> scalars = List.of("string", "number", "boolean");
    if (!text.choices().isEmpty()) {
      return anyOf(List.of(ordered("enum", text.choices()), TEMPLATE));
    }
    String pattern = text.pattern();
    if (pattern == null || text.breach() == Breach.WARNING) {
      return ordered("type", scalars);
    }
    // ECMA-262 has no inline flags; the one pattern that has them begins with them.
    String ecma = pattern.startsWith("(?i)") ? caseless(pattern.substring(4)) : pattern;
    // A pattern says nothing of what is no string: a number is a text here.
    return anyOf(List.of(ordered("type", scalars, "pattern", "^(?:" + ecma + ")$"), TEMPLATE));
  }

  private static String caseless(String pattern) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c >= 'a' && c <= 'z') {
        out.append('[').append(c).append(Character.toUpperCase(c)).append(']');
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private Map<String, Object> map(MapOf map) {
    Map<String, Object> schema = ordered("type", "object");
    String pattern = map.names().pattern();
    if (pattern != null && map.names().breach() == Breach.ERROR) {
      schema.put("propertyNames", ordered("pattern", "^(?:" + pattern + ")$|\\{\\{"));
    }
    schema.put("additionalProperties", orNothing(schema(map.value())));
    return schema;
  }

  private Map<String, Object> mapping(Mapping mapping) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Key key : mapping.keys()) {
      properties.put(key.name(), property(key));
      for (String alias : key.aliases()) {
        properties.put(alias, property(key));
      }
    }
    Map<String, Object> schema = ordered("type", "object", "properties", properties);
    List<String> required = mapping.keys().stream().filter(Key::isRequired).map(Key::name).toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (mapping.others() == Others.STAGES) {
      schema.put("additionalProperties", orNothing(schema(mapping.keys().getFirst().form())));
    } else if (mapping.others() == Others.REFUSED) {
      schema.put("additionalProperties", false);
    }
    return schema;
  }

  private Map<String, Object> property(Key key) {
    Map<String, Object> schema =
        key.isRequired() ? schema(key.form()) : orNothing(schema(key.form()));
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("description", KeyText.sentence(key));
    if (!(key.support() instanceof Support.Supported)) {
      property.put("deprecated", true);
    }
    property.putAll(schema);
    return property;
  }

  /** A key may be written without a value. */
  private static Map<String, Object> orNothing(Map<String, Object> schema) {
    return schema.isEmpty() ? schema : anyOf(List.of(schema, ordered("type", "null")));
  }

  /** Flat, however the schemas were made. */
  private static Map<String, Object> anyOf(List<Map<String, Object>> schemas) {
    List<Object> all = new ArrayList<>();
    for (Map<String, Object> schema : schemas) {
      if (schema.size() == 1 && schema.get("anyOf") instanceof List<?> inner) {
        all.addAll(inner);
      } else {
        all.add(schema);
      }
    }
    return ordered("anyOf", all);
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
