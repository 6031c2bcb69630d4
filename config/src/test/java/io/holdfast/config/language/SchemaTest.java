package io.holdfast.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import io.holdfast.config.Cases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema, seen by a validator and a YAML reader that nobody here wrote. */
class SchemaTest {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static final Schema SCHEMA = REGISTRY.getSchema(SchemaDocument.text(), InputFormat.JSON);

  static List<Entry> keys() {
    return Entry.all();
  }

  static List<Path> cases() {
    return Cases.in("language/check");
  }

  @Test
  void it_is_a_schema_of_its_draft() {
    Schema draft = REGISTRY.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

    assertThat(draft.validate(SchemaDocument.text(), InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void it_takes_the_example_of_every_key(Entry entry) {
    assertThat(SCHEMA.validate(entry.document(), InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void it_takes_what_the_check_takes(Path folder) throws IOException {
    String text = Files.readString(folder.resolve("config.yaml"));
    boolean isTaken =
        Check.text("config.yaml", text).stream().noneMatch(f -> f.severity() == Severity.ERROR);

    // For the validator a file without any value is no document at all.
    if (isTaken && text.lines().anyMatch(line -> !line.startsWith("#"))) {
      assertThat(SCHEMA.validate(text, InputFormat.YAML)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "users: 5",
        "users: [{passwd: a}]",
        "users: [{name: a, nme: b}]",
        "hostname: a_b",
        "install: {device: sda}",
        "install: {auto: perhaps}",
        "stages: {boot: {commands: [a]}}",
        "stages: {boot: [{comands: [a]}]}",
        "stages: {boot: [{files: [{path: a}]}]}",
        "stages: {boot: [{files: [{path: /a, permissions: 0999}]}]}",
        "stages: {other: [{commands: a}]}",
        "write_files: [{path: /a, encoding: rot13}]",
        "content: [{channel: A, folder: /etc/a, key: k}]",
        "recovery: {repair_from: ftp://a}"
      })
  void it_refuses_what_the_check_refuses(String text) {
    assertThat(SCHEMA.validate(text, InputFormat.YAML)).isNotEmpty();
    assertThat(Check.text("config.yaml", "#cloud-config\n" + text))
        .anyMatch(finding -> finding.severity() == Severity.ERROR);
  }
}
