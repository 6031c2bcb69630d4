package io.holdfast.inventory.index.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.release.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private static final Path FOLDER =
      Path.of("src/main/resources/io/holdfast/inventory/index/schema");

  @Test
  void the_newest_migration_is_the_edition_that_is_asked_for() throws Exception {
    assertThat(migrations())
        .extracting(SchemaTest::number)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Stream.iterate(1, n -> n <= PostgresServer.SCHEMA, n -> n + 1).toList());
  }

  /** Files knew two editions before Flyway made them: the third is the first migration's. */
  @Test
  void each_migration_that_a_file_has_is_an_edition_of_its_own() throws Exception {
    assertThat(migrations())
        .filteredOn(each -> each.startsWith(FOLDER.resolve("both")))
        .hasSize(SqliteFile.EDITION - 2);
  }

  /** Databases have them already: what is new is a migration of its own. */
  @Test
  void a_migration_that_was_released_is_as_it_was() throws Exception {
    List<String> digests = new ArrayList<>();
    for (Path each : migrations()) {
      String digest = Digest.of(Files.readAllBytes(each)).hex();
      digests.add(each.getFileName() + " " + digest.substring(0, 12));
    }
    assertThat(digests).contains("V1__carriers.sql fe96168917a4", "V2__sources.sql c94d34f93e6b");
  }

  private static int number(Path file) {
    String name = file.getFileName().toString();
    return Integer.parseInt(name.substring(1, name.indexOf("__")));
  }

  private static List<Path> migrations() throws Exception {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(each -> each.toString().endsWith(".sql")).sorted().toList();
    }
  }
}
