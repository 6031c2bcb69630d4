package io.holdfast.inventory.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.holdfast.inventory.Component;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.cyclonedx.CycloneDxSchema;
import org.cyclonedx.model.Bom;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CycloneDxTest {
  @Test
  void what_is_written_is_read_as_it_was() throws Exception {
    assertThat(read(CycloneDxWriter.text(Samples.edge()))).isEqualTo(Samples.edge());
  }

  @Test
  void the_formats_own_schema_takes_it() throws Exception {
    assertThat(complaints(CycloneDxWriter.text(Samples.edge()))).isEmpty();
  }

  /** Whoever else reads it finds what the format's own library finds. */
  @Test
  void the_formats_own_library_reads_it() throws Exception {
    Bom bom =
        new JsonParser()
            .parse(CycloneDxWriter.text(Samples.edge()).getBytes(StandardCharsets.UTF_8));
    assertThat(bom.getMetadata().getTimestamp()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(bom.getComponents())
        .extracting(org.cyclonedx.model.Component::getName)
        .startsWith(
            "apt", "zlib1g", "io.example:app", "io.example:app", "/etc/strange \"name\"\n\u00e9");
    org.cyclonedx.model.Component zlib = bom.getComponents().get(1);
    assertThat(zlib.getVersion()).isEqualTo("1:1.3");
    assertThat(zlib.getSupplier().getName()).isEqualTo("Debian <a@b>");
    assertThat(zlib.getLicenses().getLicenses())
        .extracting(org.cyclonedx.model.License::getName)
        .containsExactly("GPL-2+", "MIT");
    assertThat(zlib.getComponents())
        .extracting(each -> each.getName() + " " + each.getHashes().getFirst().getValue())
        .contains("/usr/lib/libz.so.1 " + Samples.file("/usr/lib/libz.so.1").digest().hex());
    assertThat(bom.getComponents().get(3).getBomRef()).endsWith("#2");
  }

  @Test
  void the_schema_is_one_that_complains() throws Exception {
    String wrong = CycloneDxWriter.text(Samples.edge()).replace("\"SHA-256\"", "\"SHA-257\"");
    assertThat(complaints(wrong)).isNotEmpty();
  }

  @Test
  void equal_inventories_give_equal_bytes_and_others_another_serial_number() {
    Inventory edge = Samples.edge();
    List<Component> reversed = new ArrayList<>(edge.components());
    java.util.Collections.reverse(reversed);
    String text = CycloneDxWriter.text(edge);
    assertThat(CycloneDxWriter.text(new Inventory(edge.subject(), reversed, edge.unowned())))
        .isEqualTo(text)
        .contains("\"timestamp\":\"2026-01-01T00:00:00Z\"");
    Inventory fewer = new Inventory(edge.subject(), edge.components(), List.of());
    assertThat(serialNumber(CycloneDxWriter.text(fewer))).isNotEqualTo(serialNumber(text));
  }

  @Test
  void a_file_stands_in_a_line_of_its_own() {
    assertThat(CycloneDxWriter.text(Samples.edge()).lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("{\"type\":\"firmware\",\"name\":\"/usr/lib/firmware/x.bin\","));
  }

  @Test
  void another_tools_document_is_read_by_its_package_urls() throws Exception {
    Inventory inventory =
        read(
            """
            {"bomFormat":"CycloneDX","specVersion":"1.5","components":[
              {"type":"library","name":"liblzma5","version":"5.6.1-1","purl":
               "pkg:deb/debian/liblzma5@5.6.1-1?arch=amd64&upstream=xz-utils%405.6.1-2&distro=debian-13"},
              {"type":"library","group":"a.b","name":"c","version":"1","purl":"pkg:maven/a.b/c@1",
               "licenses":[{"license":{"id":"MIT"}},{"expression":"A OR B"}]}],
             "dependencies":[{"ref":"a","dependsOn":["b"]},{"ref":"b","dependsOn":["a"]}]}
            """);
    assertThat(inventory.components())
        .extracting(Component::name, Component::source, Component::sourceVersion)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("liblzma5", "xz-utils", "5.6.1-2"),
            org.assertj.core.groups.Tuple.tuple("a.b:c", "a.b:c", "1"));
    assertThat(inventory.components().getLast().licences()).containsExactly("A OR B", "MIT");
  }

  /** A file a case; its first line, which is none of the document, is what must be said. */
  @ParameterizedTest
  @MethodSource
  void a_hostile_document_is_refused(Path file) throws Exception {
    List<String> lines = Files.readAllLines(file);
    String document = String.join("\n", lines.subList(1, lines.size()));
    assertThatThrownBy(() -> read(document))
        .isInstanceOf(InventoryException.class)
        .hasMessageContaining(lines.getFirst());
  }

  static List<Path> a_hostile_document_is_refused() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/hostile/inventory"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void one_with_too_many_files_is_refused() {
    String file = "{\"type\":\"file\",\"name\":\"/a\"},";
    String document =
        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":["
            + file.repeat(Inventory.MAX_FILES + 1)
            + "{}]}";
    assertThatThrownBy(() -> read(document)).hasMessageContaining("more than 500000 files");
  }

  @Test
  void one_whose_version_is_absurdly_long_is_refused() {
    String document =
        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":["
            + "{\"type\":\"library\",\"name\":\"a\",\"version\":\""
            + "9".repeat(5000)
            + "\"}]}";
    assertThatThrownBy(() -> read(document)).hasMessageContaining("5000 characters");
  }

  @Test
  void a_component_without_package_url_is_read() throws Exception {
    Inventory inventory =
        read(
            "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":["
                + "{\"type\":\"library\",\"name\":\"a\",\"version\":\"..~~::\u0301\"}]}");
    assertThat(inventory.components().getFirst().purl()).isEmpty();
  }

  private static Inventory read(String text) throws InventoryException {
    return CycloneDxReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String serialNumber(String text) {
    return text.replaceFirst("(?s).*\"serialNumber\":\"([^\"]*)\".*", "$1");
  }

  private static List<Error> complaints(String document) throws IOException {
    Map<String, String> schemas =
        Map.of(
            "http://cyclonedx.org/schema/bom-1.6.schema.json", schema("bom-1.6.schema.json"),
            "http://cyclonedx.org/schema/spdx.schema.json", schema("spdx.schema.json"),
            "http://cyclonedx.org/schema/jsf-0.82.schema.json", schema("jsf-0.82.schema.json"));
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7, builder -> builder.schemas(schemas));
    Schema schema =
        registry.getSchema(
            com.networknt.schema.SchemaLocation.of(
                "http://cyclonedx.org/schema/bom-1.6.schema.json"));
    return schema.validate(document, InputFormat.JSON);
  }

  private static String schema(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(CycloneDxSchema.class.getResourceAsStream("/" + name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
