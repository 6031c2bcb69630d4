package io.holdfast.inventory.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.inventory.Component;
import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.Inventory.Subject;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.cyclonedx.Version;
import org.cyclonedx.generators.json.BomJsonGenerator;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.OrganizationalEntity;
import org.cyclonedx.model.metadata.ToolInformation;

/**
 * Writes an inventory as CycloneDX 1.6 (ECMA-424) in JSON. What is said of components is put into
 * words by the format's library; the files, a hundred times as many, are streamed into it, each
 * within the component that owns it, a line each. Stateless.
 */
public final class CycloneDxWriter {
  /** A name that says what it is to whoever finds it, and to scanners. */
  public static final String FILE_NAME = "inventory.cdx.json";

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private CycloneDxWriter() {}

  /**
   * Writes it; the stream is left open.
   *
   * @param inventory equal ones give equal bytes
   */
  public static void write(Inventory inventory, OutputStream stream) throws IOException {
    JsonNode node = new BomJsonGenerator(bom(inventory), Version.VERSION_16).toJsonNode();
    try (JsonGenerator json = FACTORY.createGenerator(stream)) {
      json.setCodec(new ObjectMapper());
      json.setPrettyPrinter(new Lines());
      json.writeStartObject();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (!field.getKey().equals("components")) {
          json.writeFieldName(field.getKey());
          json.writeTree(field.getValue());
        }
      }
      json.writeFieldName("components");
      json.writeStartArray();
      int next = 0;
      for (JsonNode component : node.path("components")) {
        json.writeStartObject();
        for (Map.Entry<String, JsonNode> field : component.properties()) {
          json.writeFieldName(field.getKey());
          json.writeTree(field.getValue());
        }
        List<FileEntry> files = inventory.components().get(next++).files();
        if (!files.isEmpty()) {
          json.writeFieldName("components");
          json.writeStartArray();
          write(files, json);
          json.writeEndArray();
        }
        json.writeEndObject();
      }
      write(inventory.unowned(), json);
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void write(List<FileEntry> files, JsonGenerator json) throws IOException {
    for (FileEntry file : files) {
      json.writeStartObject();
      json.writeStringField("type", type(file.path()));
      json.writeStringField("name", file.path());
      json.writeFieldName("hashes");
      json.writeStartArray();
      json.writeStartObject();
      json.writeStringField("alg", "SHA-256");
      json.writeStringField("content", file.digest().hex());
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /** The kernel's modules and what devices are loaded with have types of their own. */
  private static String type(String path) {
    if (path.startsWith("/usr/lib/modules/") && path.contains(".ko")) {
      return "device-driver";
    }
    return path.startsWith("/usr/lib/firmware/") ? "firmware" : "file";
  }

  private static Bom bom(Inventory inventory) {
    Bom bom = new Bom();
    bom.setSerialNumber("urn:uuid:" + uuid(inventory.digest()));
    bom.setVersion(1);
    bom.setMetadata(metadata(inventory.subject()));
    Map<String, Integer> references = new HashMap<>();
    List<org.cyclonedx.model.Component> components = new ArrayList<>();
    for (Component component : inventory.components()) {
      components.add(component(component, references));
    }
    bom.setComponents(components);
    return bom;
  }

  /** A UUID of version 8 (RFC 9562, section 5.8): the digest's first bits. */
  static UUID uuid(Digest digest) {
    byte[] bytes = HexFormat.of().parseHex(digest.hex().substring(0, 32));
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x80);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  private static Metadata metadata(Subject subject) {
    org.cyclonedx.model.Component of = new org.cyclonedx.model.Component();
    of.setType(
        switch (subject.kind()) {
          case RELEASE -> org.cyclonedx.model.Component.Type.OPERATING_SYSTEM;
          case EXTENSION -> org.cyclonedx.model.Component.Type.APPLICATION;
          case CONTENT -> org.cyclonedx.model.Component.Type.DATA;
        });
    of.setName(subject.name());
    of.setVersion(subject.version());
    property(of, Property.KIND, subject.kind().name().toLowerCase(Locale.ROOT));
    org.cyclonedx.model.Component tool = new org.cyclonedx.model.Component();
    tool.setType(org.cyclonedx.model.Component.Type.APPLICATION);
    tool.setName("holdfast");
    ToolInformation tools = new ToolInformation();
    tools.setComponents(List.of(tool));
    Metadata metadata = new Metadata();
    metadata.setTimestamp(Date.from(Instant.ofEpochSecond(subject.builtAt())));
    metadata.setToolChoice(tools);
    metadata.setComponent(of);
    return metadata;
  }

  private static org.cyclonedx.model.Component component(
      Component component, Map<String, Integer> references) {
    org.cyclonedx.model.Component written = new org.cyclonedx.model.Component();
    written.setType(
        switch (component.kind()) {
          case PACKAGE -> org.cyclonedx.model.Component.Type.LIBRARY;
          case KERNEL -> org.cyclonedx.model.Component.Type.OPERATING_SYSTEM;
          case RUNTIME -> org.cyclonedx.model.Component.Type.PLATFORM;
        });
    // What is said of a component elsewhere, such as that it is not affected, names it by this.
    String reference =
        component.purl().isEmpty()
            ? component.name() + "@" + component.version()
            : component.purl();
    int same = references.merge(reference, 1, Integer::sum);
    written.setBomRef(same == 1 ? reference : reference + "#" + same);
    written.setName(component.name());
    if (!component.version().isEmpty()) {
      written.setVersion(component.version());
    }
    if (!component.purl().isEmpty()) {
      written.setPurl(component.purl());
    }
    if (!component.origin().isEmpty()) {
      OrganizationalEntity supplier = new OrganizationalEntity();
      supplier.setName(component.origin());
      written.setSupplier(supplier);
    }
    if (!component.licences().isEmpty()) {
      LicenseChoice choice = new LicenseChoice();
      for (String name : component.licences()) {
        License license = new License();
        license.setName(name);
        choice.addLicense(license);
      }
      written.setLicenses(choice);
    }
    property(written, Property.ECOSYSTEM, component.ecosystem().name().toLowerCase(Locale.ROOT));
    property(written, Property.ARCHITECTURE, component.architecture());
    property(written, Property.SOURCE, component.source());
    property(written, Property.SOURCE_VERSION, component.sourceVersion());
    property(written, Property.LOCATION, component.location());
    return written;
  }

  private static void property(org.cyclonedx.model.Component component, String name, String value) {
    if (!value.isEmpty()) {
      component.addProperty(new org.cyclonedx.model.Property(name, value));
    }
  }

  /** As {@link #write}, in memory. */
  public static String text(Inventory inventory) {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try {
      write(inventory, bytes);
    } catch (IOException e) {
      throw new IllegalStateException("Memory cannot fail to be written", e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** A component or file a line, so that documents can be compared line by line. */
  private static final class Lines extends MinimalPrettyPrinter {
    @Override
    public void beforeArrayValues(JsonGenerator json) throws IOException {
      line(json);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
      super.writeArrayValueSeparator(json);
      line(json);
    }

    private static void line(JsonGenerator json) throws IOException {
      JsonStreamContext around = json.getOutputContext().getParent();
      if ("components".equals(around.getCurrentName())) {
        json.writeRaw('\n');
      }
    }
  }
}
