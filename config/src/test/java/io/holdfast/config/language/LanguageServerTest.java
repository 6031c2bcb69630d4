package io.holdfast.config.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.holdfast.config.Cases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Position;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The published schema in an editor, as the reference page says it is used. Needs a language server
 * of npm's registry, in the folder that the property holdfast.language-server names; bin/setup
 * --language-server puts it there.
 */
@Tag("tools")
class LanguageServerTest {
  private static final String PLACE = System.getProperty("holdfast.language-server", "");
  private static final String SCHEMA = "cloud-config.schema.json";
  private static final String BEGIN =
      "#cloud-config\n# yaml-language-server: $schema=" + SCHEMA + "\n";

  @TempDir static Path folder;

  private static @Nullable LanguageServer started;

  @BeforeAll
  static void start() throws Exception {
    if (!PLACE.isEmpty()) {
      Files.copy(Path.of("../docs/schemas", SCHEMA), folder.resolve(SCHEMA));
      started = LanguageServer.start(Path.of(PLACE));
    }
  }

  @BeforeEach
  void demandServer() {
    assumeFalse(PLACE.isEmpty(), "there is no node or npm here to bring a language server");
  }

  @AfterAll
  static void stop() throws Exception {
    if (started != null) {
      started.stop();
    }
  }

  private static LanguageServer server() {
    if (started == null) {
      throw new IllegalStateException("no language server");
    }
    return started;
  }

  private static Path file(String name) {
    return folder.resolve(name + ".yaml");
  }

  @Test
  void the_keys_of_a_mapping_are_offered() throws Exception {
    Path file = file("keys");
    server().open(file, BEGIN + "users:\n  - name: kim\n    \n\n");

    assertThat(server().completions(file, new Position(4, 4)))
        .contains("passwd", "ssh_authorized_keys")
        .doesNotContain("hostname", "name");
    assertThat(server().completions(file, new Position(5, 0))).contains("hostname", "stages");
  }

  @Test
  void the_words_that_a_value_may_be_are_offered() throws Exception {
    Path file = file("words");
    server().open(file, BEGIN + "write_files:\n  - path: /etc/a\n    content: a\n    encoding: \n");

    assertThat(server().completions(file, new Position(5, 14))).contains("b64", "gz+b64");
  }

  @Test
  void a_misspelt_key_is_told_at_its_place() throws Exception {
    List<Diagnostic> said =
        server().open(file("misspelt"), BEGIN + "stages:\n  boot:\n    - comands: [a]\n");

    assertThat(said)
        .anySatisfy(
            each -> {
              assertThat(each.getMessage()).contains("comands");
              assertThat(each.getRange().getStart()).isEqualTo(new Position(4, 6));
            });
  }

  @Test
  void a_key_says_what_it_means() throws Exception {
    Path file = file("meaning");
    server().open(file, BEGIN + "hostname: edge\n");

    assertThat(server().hover(file, new Position(2, 3))).contains("The machine's own name.");
  }

  @Test
  void what_the_check_takes_has_no_error() throws Exception {
    int taken = 0;
    for (Path example : Cases.in("language/check")) {
      String text = Files.readString(example.resolve("config.yaml"));
      boolean isTaken =
          Check.text("config.yaml", text).stream().noneMatch(f -> f.severity() == Severity.ERROR);
      if (isTaken && text.startsWith("#cloud-config\n")) {
        taken++;
        String shown = BEGIN + text.substring(text.indexOf('\n') + 1);
        Path file = file("case-" + example.getFileName());
        assertThat(server().open(file, shown))
            .as("%s", example.getFileName())
            .noneMatch(each -> each.getSeverity() == DiagnosticSeverity.Error);
      }
    }
    assertThat(taken).isPositive();
  }
}
