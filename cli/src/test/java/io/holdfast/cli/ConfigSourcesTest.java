package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourcesTest {
  @TempDir Path root;

  private Path file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void sources_are_listed_as_they_count() throws IOException {
    Path local = file("usr/local/cloud-config/10.yaml", "");
    Path second = file("oem/90.yml", "");
    Path first = file("oem/10.yaml", "");
    Path image = file("system/oem/50.yaml", "");
    file("oem/README", "");
    file("proc/cmdline", "ro quiet install.auto=true config_url=https://host/a?token=x\n");
    CommandRun run = CommandRun.of("config", "sources", "--root", root);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output().lines().map(String::strip))
        .containsExactly(
            "from                     what",
            "/system/oem              " + image,
            "/oem                     " + first,
            "/oem                     " + second,
            "/usr/local/cloud-config  " + local,
            "config_url               https://host/a",
            "kernel command line      these lines:",
            "1  #cloud-config",
            "2  install:",
            "3    auto: true");
    assertThat(CommandRun.of("config", "sources", "--root", root, "--json").output())
        .contains("\"origin\" : \"command_line\"")
        .contains("\"name\" : \"kernel command line\"");
  }

  @Test
  void what_was_fetched_is_listed_as_that() throws IOException {
    Path mine = file("usr/local/cloud-config/50_mine.yaml", "");
    Path said = file("usr/local/cloud-config/00_datasource_01.yaml", "");
    Path fetched = file("usr/local/cloud-config/zz_config_url_01.yaml", "");
    assertThat(
            CommandRun.of("config", "sources", "--root", root).output().lines().map(String::strip))
        .containsExactly(
            "from                     what",
            "datasource               " + said,
            "/usr/local/cloud-config  " + mine,
            "config_url               " + fetched);
  }

  @Test
  void a_machine_may_have_none_and_a_bad_address_is_told() throws IOException {
    assertThat(CommandRun.of("config", "sources", "--root", root).output())
        .startsWith("There is no configuration.");
    file("proc/cmdline", "config_url=http://host/a\n");
    CommandRun run = CommandRun.of("config", "sources", "--root", root);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).contains("kernel command line:1:1: 'config_url': over http");
  }
}
