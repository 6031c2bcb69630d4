package io.holdfast.inventory.advisory.format;

import io.holdfast.inventory.advisory.CarriedPackage;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The packages of an inventory in CycloneDX (JSON), read as a stream: whatever is no component is
 * passed over. Used by one thread.
 */
public final class CycloneDxPackages {
  /** Ten times the packages of a large release. */
  private static final int MAX_PACKAGES = 50_000;

  /** Components in components: an operating system, its packages, their files. */
  private static final int MAX_NESTING = 8;

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser json;
  private final List<CarriedPackage> packages = new ArrayList<>();

  private CycloneDxPackages(JsonParser json) {
    this.json = json;
  }

  /**
   * All components that are no files.
   *
   * @throws AdvisoryException if it is no such document
   */
  public static List<CarriedPackage> read(InputStream stream) throws AdvisoryException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), stream)) {
      CycloneDxPackages reader = new CycloneDxPackages(parser);
      reader.document();
      return reader.packages;
    } catch (JacksonException e) {
      throw new AdvisoryException("It is no inventory: " + e.getOriginalMessage(), e);
    }
  }

  private void document() throws AdvisoryException {
    boolean known = false;
    demand(json.nextToken() == JsonToken.START_OBJECT, "it is no object in braces");
    for (String key = next(); key != null; key = next()) {
      switch (key) {
        case "bomFormat" -> known = "CycloneDX".equals(json.getValueAsString());
        case "components" -> components(1);
        default -> json.skipChildren();
      }
    }
    demand(known, "it does not say that it is CycloneDX (bomFormat)");
  }

  private void components(int depth) throws AdvisoryException {
    demand(json.currentToken() == JsonToken.START_ARRAY, "'components' is no list");
    demand(depth <= MAX_NESTING, "its components are nested more than " + MAX_NESTING + " deep");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      demand(json.currentToken() == JsonToken.START_OBJECT, "a component is no object");
      component(depth);
    }
  }

  private void component(int depth) throws AdvisoryException {
    Map<String, String> fields = new HashMap<>();
    for (String key = next(); key != null; key = next()) {
      switch (key) {
        case "type", "group", "name", "version", "purl" ->
            fields.put(key, json.getValueAsString(""));
        case "properties" -> properties(fields);
        case "components" -> components(depth + 1);
        default -> json.skipChildren();
      }
    }
    if (!fields.getOrDefault("type", "").equals("file")) {
      demand(packages.size() < MAX_PACKAGES, "it has more than " + MAX_PACKAGES + " packages");
      packages.add(carried(fields));
    }
  }

  private static CarriedPackage carried(Map<String, String> fields) {
    return CarriedPackage.of(
        fields.getOrDefault("name", ""),
        fields.getOrDefault("version", ""),
        fields.getOrDefault("holdfast:architecture", ""),
        fields.getOrDefault("holdfast:source", ""),
        fields.getOrDefault("holdfast:sourceVersion", ""),
        fields.getOrDefault("purl", ""));
  }

  private void properties(Map<String, String> fields) throws AdvisoryException {
    demand(json.currentToken() == JsonToken.START_ARRAY, "'properties' is no list");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      demand(json.currentToken() == JsonToken.START_OBJECT, "a property is no object");
      String name = "";
      String value = "";
      for (String key = next(); key != null; key = next()) {
        switch (key) {
          case "name" -> name = json.getValueAsString("");
          case "value" -> value = json.getValueAsString("");
          default -> json.skipChildren();
        }
      }
      if (name.startsWith("holdfast:")) {
        fields.put(name, value);
      }
    }
  }

  /** The next key of an object, its value being the current token then; null at the end. */
  private @Nullable String next() throws AdvisoryException {
    JsonToken token = json.nextToken();
    if (token == JsonToken.END_OBJECT) {
      return null;
    }
    demand(token == JsonToken.PROPERTY_NAME, "it ends inside an object");
    String key = json.currentName();
    json.nextToken();
    return key;
  }

  private static void demand(boolean holds, String otherwise) throws AdvisoryException {
    if (!holds) {
      throw new AdvisoryException("It is no inventory: " + otherwise);
    }
  }
}
