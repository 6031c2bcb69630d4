package io.holdfast.inventory.document;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.Inventory.Subject;
import io.holdfast.release.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.MinimalPrettyPrinter;

/**
 * Writes an inventory as CycloneDX 1.6 (ECMA-424) in JSON, as a stream: a component or a file a
 * line, each file within the component that owns it. The format's own library would write the same,
 * and takes a second to be ready for it. For one document.
 */
public final class CycloneDxWriter {
  /** A name that says what it is to whoever finds it, and to scanners. */
  public static final String FILE_NAME = "inventory.cdx.json";

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private static final ObjectWriteContext IN_LINES =
      new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
          return new Lines();
        }

        @Override
        public boolean hasPrettyPrinter() {
          return true;
        }
      };

  private final JsonGenerator json;

  /** How often each reference was given. */
  private final Map<String, Integer> references = new HashMap<>();

  private CycloneDxWriter(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes it; the stream is left open.
   *
   * @param inventory equal ones give equal bytes
   */
  public static void write(Inventory inventory, OutputStream stream) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(IN_LINES, stream, JsonEncoding.UTF8)) {
      new CycloneDxWriter(json).write(inventory);
    } catch (JacksonException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
  }

  /** As {@link #write}, in memory. */
  public static String text(Inventory inventory) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(inventory, bytes);
    } catch (IOException e) {
      throw new IllegalStateException("Memory cannot fail to be written", e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** A UUID of version 8 (RFC 9562, section 5.8): the digest's first bits. */
  static UUID uuid(Digest digest) {
    byte[] bytes = HexFormat.of().parseHex(digest.hex().substring(0, 32));
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x80);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  private void write(Inventory inventory) {
    json.writeStartObject();
    json.writeStringProperty("bomFormat", "CycloneDX");
    json.writeStringProperty("specVersion", "1.6");
    json.writeStringProperty("serialNumber", "urn:uuid:" + uuid(inventory.digest()));
    json.writeNumberProperty("version", 1);
    metadata(inventory.subject());
    json.writeArrayPropertyStart("components");
    inventory.components().forEach(this::component);
    inventory.unowned().forEach(this::file);
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void metadata(Subject subject) {
    json.writeObjectPropertyStart("metadata");
    json.writeStringProperty("timestamp", Instant.ofEpochSecond(subject.builtAt()).toString());
    json.writeObjectPropertyStart("tools");
    json.writeArrayPropertyStart("components");
    json.writeStartObject();
    json.writeStringProperty("type", "application");
    json.writeStringProperty("name", "holdfast");
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeObjectPropertyStart("component");
    json.writeStringProperty(
        "type",
        switch (subject.kind()) {
          case RELEASE -> "operating-system";
          case EXTENSION -> "application";
          case CONTENT -> "data";
        });
    json.writeStringProperty("name", subject.name());
    json.writeStringProperty("version", subject.version());
    json.writeArrayPropertyStart("properties");
    property(Property.KIND, subject.kind().name().toLowerCase(Locale.ROOT));
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void component(Component component) {
    json.writeStartObject();
    json.writeStringProperty(
        "type",
        switch (component.kind()) {
          case PACKAGE -> "library";
          case KERNEL -> "operating-system";
          case RUNTIME -> "platform";
        });
    json.writeStringProperty("bom-ref", reference(component));
    if (!component.origin().isEmpty()) {
      json.writeObjectPropertyStart("supplier");
      json.writeStringProperty("name", component.origin());
      json.writeEndObject();
    }
    json.writeStringProperty("name", component.name());
    text("version", component.version());
    licences(component.licences());
    text("purl", component.purl());
    json.writeArrayPropertyStart("properties");
    property(Property.ECOSYSTEM, component.ecosystem().name().toLowerCase(Locale.ROOT));
    property(Property.ARCHITECTURE, component.architecture());
    property(Property.SOURCE, component.source());
    property(Property.SOURCE_VERSION, component.sourceVersion());
    property(Property.LOCATION, component.location());
    json.writeEndArray();
    if (!component.files().isEmpty()) {
      json.writeArrayPropertyStart("components");
      component.files().forEach(this::file);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** What is said of a component elsewhere, such as that it is not affected, names it by this. */
  private String reference(Component component) {
    String reference =
        component.purl().isEmpty()
            ? component.name() + "@" + component.version()
            : component.purl();
    int same = references.merge(reference, 1, Integer::sum);
    return same == 1 ? reference : reference + "#" + same;
  }

  private void licences(List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("licenses");
    for (String name : names) {
      json.writeStartObject();
      json.writeObjectPropertyStart("license");
      json.writeStringProperty("name", name);
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void file(FileEntry file) {
    json.writeStartObject();
    json.writeStringProperty("type", type(file.path()));
    json.writeStringProperty("name", file.path());
    json.writeArrayPropertyStart("hashes");
    json.writeStartObject();
    json.writeStringProperty("alg", "SHA-256");
    json.writeStringProperty("content", file.digest().hex());
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  /** The kernel's modules and what devices are loaded with have types of their own. */
  private static String type(String path) {
    if (path.startsWith("/usr/lib/modules/") && path.contains(".ko")) {
      return "device-driver";
    }
    return path.startsWith("/usr/lib/firmware/") ? "firmware" : "file";
  }

  private void property(String name, String value) {
    if (!value.isEmpty()) {
      json.writeStartObject();
      json.writeStringProperty("name", name);
      json.writeStringProperty("value", value);
      json.writeEndObject();
    }
  }

  /** What is empty is left out. */
  private void text(String key, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(key, value);
    }
  }

  /** A component or file a line, so that documents can be compared line by line. */
  private static final class Lines extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1;

    @Override
    public void beforeArrayValues(JsonGenerator json) {
      line(json);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) {
      super.writeArrayValueSeparator(json);
      line(json);
    }

    private static void line(JsonGenerator json) {
      TokenStreamContext around = json.streamWriteContext().getParent();
      if ("components".equals(around.currentName())) {
        json.writeRaw('\n');
      }
    }
  }
}
