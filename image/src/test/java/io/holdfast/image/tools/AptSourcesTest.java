package io.holdfast.image.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptSourcesTest {
  @TempDir Path apt;

  @Test
  void stanzas_are_turned_to_the_wanted_suite() throws IOException {
    Path folder = Files.createDirectory(apt.resolve("sources.list.d"));
    Files.writeString(
        folder.resolve("debian.sources"),
        """
        Types: deb
        # a comment
        URIs: http://mirror.example/debian
        Suites: bookworm bookworm-updates bookworm-backports
        Components: main contrib
        Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

        Types: deb-src
        URIs: http://mirror.example/debian
        Suites: bookworm
        """);
    assertThat(AptSources.forSuite(apt, "bookworm", "trixie"))
        .containsExactly(
            "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
                + " http://mirror.example/debian trixie main",
            "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
                + " http://mirror.example/debian trixie-updates main");
  }

  @Test
  void one_line_sources_of_the_suite_are_taken_and_others_are_not() throws IOException {
    Files.writeString(
        apt.resolve("sources.list"),
        """
        deb http://mirror.example/debian bookworm main
        deb [signed-by=/k.gpg arch=amd64] http://mirror.example/security bookworm-security main
        deb http://other.example/apt stable main
        deb [broken
        """);
    assertThat(AptSources.forSuite(apt, "bookworm", "trixie"))
        .hasSize(2)
        .anyMatch(line -> line.contains("[signed-by=/k.gpg]") && line.contains("trixie-security"));
  }

  @Test
  void a_machine_without_a_debian_source_is_told_what_to_do() {
    assertThatThrownBy(() -> AptSources.forSuite(apt, "bookworm", "trixie"))
        .hasMessageContaining("Add one there");
  }
}
