package io.holdfast.inventory.document;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.Inventory.Subject;
import io.holdfast.release.Printable;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads CycloneDX in JSON, Holdfast's or that of another tool, as a stream with bounds. What it
 * does not know it passes over, such as dependencies, which may go in circles. Stateless; safe for
 * several threads.
 */
public final class CycloneDxReader {
  /** Three times that of the most files an inventory may have. */
  public static final long MAX_BYTES = 512L << 20;

  /** Components in components; packages and their files need two. */
  private static final int MAX_NESTING = 8;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxStringLength(1 << 20)
                  .maxNameLength(1 << 12)
                  .maxDocumentLength(MAX_BYTES)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** Editions of the format whose components are written as those of 1.6. */
  private static final Set<String> EDITIONS = Set.of("1.2", "1.3", "1.4", "1.5", "1.6", "1.7");

  private final JsonParser json;
  private final List<Component> components = new ArrayList<>();
  private final List<FileEntry> unowned = new ArrayList<>();
  private final Set<String> references = new HashSet<>();
  private long files;

  private CycloneDxReader(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads a document.
   *
   * @param stream UTF-8; read to its end, left open
   * @throws InventoryException if it is no CycloneDX document, too large, or says something that
   *     cannot be
   */
  public static Inventory read(InputStream stream) throws InventoryException {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), stream)) {
      return new CycloneDxReader(json).document();
    } catch (JacksonException e) {
      throw new InventoryException(
          "The inventory cannot be read: " + Printable.of(e.getOriginalMessage()) + place(e) + ".",
          e);
    } catch (IllegalArgumentException e) {
      throw new InventoryException(
          "The inventory cannot be used: " + Printable.of(String.valueOf(e.getMessage())) + ".", e);
    }
  }

  private Inventory document() {
    demand(json.nextToken() == JsonToken.START_OBJECT, "it is no object in braces");
    String format = "";
    String edition = "";
    Subject subject = new Subject(Subject.Kind.RELEASE, "", "", 0);
    for (String key = next(); key != null; key = next()) {
      switch (key) {
        case "bomFormat" -> format = text();
        case "specVersion" -> edition = text();
        case "metadata" -> subject = metadata();
        case "components" -> components(null, 1);
        default -> json.skipChildren();
      }
    }
    demand(format.equals("CycloneDX"), "it does not say that its format is CycloneDX (bomFormat)");
    demand(
        EDITIONS.contains(edition),
        "its edition of CycloneDX is '" + edition + "', and 1.2 to 1.7 are known");
    demand(json.nextToken() == null, "something follows the document");
    return new Inventory(subject, components, unowned);
  }

  private Subject metadata() {
    demand(json.currentToken() == JsonToken.START_OBJECT, "its metadata is no object");
    ComponentDraft of = new ComponentDraft();
    long builtAt = 0;
    for (String key = next(); key != null; key = next()) {
      switch (key) {
        case "timestamp" -> builtAt = seconds(text());
        case "component" -> of = component(1);
        default -> json.skipChildren();
      }
    }
    return new Subject(of.subjectKind(), of.name, of.version, builtAt);
  }

  private static long seconds(String timestamp) {
    try {
      return OffsetDateTime.parse(timestamp).toEpochSecond();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + timestamp + "' is no time", e);
    }
  }

  /**
   * A list of components.
   *
   * @param owner gets the files among them; null for none
   */
  private void components(@Nullable ComponentDraft owner, int depth) {
    demand(json.currentToken() == JsonToken.START_ARRAY, "'components' is no list");
    demand(depth <= MAX_NESTING, "components are nested more than " + MAX_NESTING + " deep");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      demand(json.currentToken() == JsonToken.START_OBJECT, "a component is no object");
      ComponentDraft draft = component(depth);
      if (draft.isFile()) {
        demand(
            ++files <= Inventory.MAX_FILES, "it has more than " + Inventory.MAX_FILES + " files");
        FileEntry file = draft.file();
        if (file != null) {
          (owner == null ? unowned : owner.files).add(file);
        }
      } else {
        demand(
            components.size() < Inventory.MAX_COMPONENTS,
            "it has more than " + Inventory.MAX_COMPONENTS + " components");
        components.add(draft.component());
      }
    }
  }

  /** One component with the files in it; further components in it go where all are. */
  private ComponentDraft component(int depth) {
    ComponentDraft draft = new ComponentDraft();
    for (String key = next(); key != null; key = next()) {
      switch (key) {
        case "type" -> draft.type = text();
        case "bom-ref" ->
            demand(
                references.add(text()),
                "two components have the same reference '" + json.getString() + "'");
        case "group" -> draft.group = text();
        case "name" -> draft.name = text();
        case "version" -> draft.version = text();
        case "purl" -> draft.purl = text();
        case "supplier" -> draft.origin = field("name");
        case "hashes" -> each(() -> hash(draft));
        case "licenses" -> each(() -> licence(draft));
        case "properties" -> each(() -> property(draft));
        case "components" -> components(draft, depth + 1);
        default -> json.skipChildren();
      }
    }
    return draft;
  }

  private void hash(ComponentDraft draft) {
    String algorithm = "";
    String content = "";
    for (String key = next(); key != null; key = next()) {
      switch (key) {
        case "alg" -> algorithm = text();
        case "content" -> content = text();
        default -> json.skipChildren();
      }
    }
    if (algorithm.equals("SHA-256")) {
      draft.sha256 = content.toLowerCase(Locale.ROOT);
    }
  }

  private void licence(ComponentDraft draft) {
    demand(draft.licences.size() < Component.MAX_LICENCES, "a component has too many licences");
    for (String key = next(); key != null; key = next()) {
      switch (key) {
        case "expression" -> draft.licences.add(text());
        case "license" -> {
          demand(json.currentToken() == JsonToken.START_OBJECT, "a licence is no object");
          for (String inner = next(); inner != null; inner = next()) {
            if (inner.equals("id") || inner.equals("name")) {
              draft.licences.add(text());
            } else {
              json.skipChildren();
            }
          }
        }
        default -> json.skipChildren();
      }
    }
  }

  private void property(ComponentDraft draft) {
    String name = "";
    String value = "";
    for (String key = next(); key != null; key = next()) {
      switch (key) {
        case "name" -> name = text();
        case "value" -> value = text();
        default -> json.skipChildren();
      }
    }
    draft.property(name, value);
  }

  /** One field of an object that is the value here. */
  private String field(String name) {
    demand(json.currentToken() == JsonToken.START_OBJECT, "a supplier is no object");
    String value = "";
    for (String key = next(); key != null; key = next()) {
      if (key.equals(name)) {
        value = text();
      } else {
        json.skipChildren();
      }
    }
    return value;
  }

  private void each(Runnable reader) {
    demand(json.currentToken() == JsonToken.START_ARRAY, "'" + json.currentName() + "' is no list");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      demand(
          json.currentToken() == JsonToken.START_OBJECT,
          "a list holds something else than objects");
      reader.run();
    }
  }

  /** The next key of an object, its value being the current token then; null at the end. */
  private @Nullable String next() {
    JsonToken token = json.nextToken();
    if (token == JsonToken.END_OBJECT) {
      return null;
    }
    demand(token == JsonToken.PROPERTY_NAME, "it ends inside an object");
    String key = json.currentName();
    json.nextToken();
    return key;
  }

  private String text() {
    demand(
        json.currentToken() == JsonToken.VALUE_STRING, "'" + json.currentName() + "' is no text");
    return json.getString();
  }

  private void demand(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(
          otherwise + " (line " + json.currentLocation().getLineNr() + ")");
    }
  }

  private static String place(JacksonException e) {
    return e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
  }
}
