package io.holdfast.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Pages and schema say what the definitions say. With {@code -Dholdfast.pages.write=true} they are
 * written anew; what stands before the mark in a page is its author's and stays.
 */
class PagesTest {
  private static final Path DOCS = Path.of("../docs");

  private static final String MARK =
      "<!-- From here on made from the definitions: mvn -pl config -am test -Dtest=PagesTest"
          + " -Dholdfast.pages.write=true -->\n\n";

  @Test
  void the_reference_page_has_every_key() throws IOException {
    compare(DOCS.resolve("configuration.md"), ReferencePage.text());
  }

  @Test
  void the_page_for_who_comes_from_kairos_has_every_key_of_kairos() throws IOException {
    compare(DOCS.resolve("coming-from-kairos.md"), KairosPage.text());
  }

  @Test
  void the_published_schema_is_the_generated_one() throws IOException {
    Path file = DOCS.resolve("schemas/cloud-config.schema.json");
    if (Boolean.getBoolean("holdfast.pages.write")) {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, SchemaDocument.text());
    }
    assertThat(Files.readString(file)).isEqualTo(SchemaDocument.text());
  }

  private static void compare(Path page, String generated) throws IOException {
    String text = Files.readString(page);
    int mark = text.indexOf(MARK);
    assertThat(mark).as("the mark in %s", page).isPositive();
    String opening = text.substring(0, mark + MARK.length());
    if (Boolean.getBoolean("holdfast.pages.write")) {
      Files.writeString(page, opening + generated);
      text = Files.readString(page);
    }
    assertThat(text).isEqualTo(opening + generated);
  }
}
