package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.release.trust.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused or told before anything is made; no tool is started. */
class IsoCommandTest {
  private static final String TOOLS = "holdfast.tools";
  private static final String HOME = "holdfast.home";

  @TempDir Path folder;
  private Path repository;
  private Path config;
  private Path trusted;
  private Path made;
  private Path iso;
  private String home;

  @BeforeEach
  void publish() throws Exception {
    repository = folder.resolve("repo");
    made = Files.createDirectory(folder.resolve("made"));
    iso = made.resolve("node.iso");
    config = Files.writeString(folder.resolve("node.yaml"), "#cloud-config\nhostname: edge\n");
    SigningKey key = SigningKey.generate();
    trusted = Files.writeString(folder.resolve("release.pub"), key.publicKey().toPem());
    TestRepository.publish(repository, key);
    home = System.getProperty(HOME, "");
    System.setProperty(HOME, homeWithJars().toString());
    System.setProperty(TOOLS, TestRepository.toolsThatAreNeverStarted(folder).toString());
  }

  @AfterEach
  void nothing_is_left_behind() {
    System.clearProperty(TOOLS);
    System.setProperty(HOME, home);
    if (home.isEmpty()) {
      System.clearProperty(HOME);
    }
    assertThat(iso).doesNotExist();
    assertThat(made.toFile().list()).allSatisfy(name -> assertThat(name).isEqualTo("old.iso"));
  }

  @Test
  void a_broken_configuration_is_told_before_anything_else() throws IOException {
    Files.writeString(config, "#cloud-config\nusrs: []\n");
    System.clearProperty(TOOLS);
    CommandRun run = iso("--from", folder.resolve("no-such-repository"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).startsWith(config + ":2:").contains("users");
  }

  @Test
  void a_configuration_that_is_not_there_is_told() throws IOException {
    Files.delete(config);
    CommandRun run = iso();
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains(config + " is not there").doesNotContain("Exception");
  }

  @Test
  void a_disk_that_a_medium_cannot_know_is_wrong_usage() throws IOException {
    Files.writeString(config, "#cloud-config\ninstall: {device: /dev/disk/by-label/x}\n");
    CommandRun run = iso();
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).contains("/dev/disk/by-label/x", "install.device");
  }

  @Test
  void a_release_of_a_stranger_is_refused() throws IOException {
    Files.writeString(trusted, SigningKey.generate().publicKey().toPem());
    CommandRun run = iso();
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.output()).isEmpty();
  }

  @Test
  void a_repository_that_is_not_there_is_told() {
    CommandRun run = iso("--from", folder.resolve("no-such-repository"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("no-such-repository");
  }

  @Test
  void without_a_configuration_a_release_of_a_stranger_is_refused_all_the_same()
      throws IOException {
    Files.writeString(trusted, SigningKey.generate().publicKey().toPem());
    CommandRun run = CommandRun.of("iso", "--trust", trusted, "--from", repository, "--to", iso);
    assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void a_template_that_cannot_be_filled_is_told_with_its_place() throws IOException {
    Files.writeString(config, "#cloud-config\nhostname: \"[[[ .Values.site ]]]-{{ .Nothing }}\"\n");
    System.clearProperty(TOOLS);
    CommandRun run = iso("--set", "side=berlin");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors())
        .isEqualToIgnoringNewLines(
            config + ":2:23: there is no field 'site'; did you mean 'side'?");
    Files.writeString(config, "#cloud-config\nhostname: \"[[[ .MachineID ]]]\"\n");
    assertThat(iso().errors()).startsWith(config + ":2:");
  }

  @Test
  void the_configuration_is_checked_as_its_templates_fill_it() throws IOException {
    Files.writeString(config, "#cloud-config\n[[[ .Values.key ]]]: edge\n");
    System.clearProperty(TOOLS);
    CommandRun run = iso("--set", "key=hostnam");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).startsWith(config + ":2:1: ").contains("hostname");
  }

  @Test
  void values_without_a_configuration_are_wrong_usage() {
    CommandRun run =
        CommandRun.of(
            "iso", "--trust", trusted, "--from", repository, "--to", iso, "--set", "site=berlin");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).contains("--config");
  }

  @Test
  void a_version_that_is_not_there_is_told() {
    CommandRun run = iso("--version", "2.0.0");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("2.0.0");
  }

  @Test
  void a_file_that_is_there_is_not_lost() throws IOException {
    Path old = Files.writeString(made.resolve("old.iso"), "old");
    CommandRun run = iso("--to", old);
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.errors()).contains("old.iso", "--erase");
    assertThat(old).hasContent("old");
  }

  @Test
  void a_place_where_nothing_can_be_made_is_told() {
    CommandRun run = iso("--to", folder.resolve("none/node.iso"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("none/node.iso", "folder");
  }

  /** With options of the test's own, which count instead of the usual ones. */
  private CommandRun iso(Object... options) {
    List<Object> words = new ArrayList<>(List.of("iso", "--trust", trusted, "--config", config));
    words.addAll(List.of(options));
    if (!words.contains("--from")) {
      words.addAll(List.of("--from", repository));
    }
    if (!words.contains("--to")) {
      words.addAll(List.of("--to", iso));
    }
    return CommandRun.of(words.toArray());
  }

  private Path homeWithJars() throws IOException {
    Path lib = Files.createDirectories(folder.resolve("home/cli/target/lib"));
    for (String artifact : AgentJars.ARTIFACTS) {
      Files.createFile(lib.resolve(artifact + "-1.jar"));
    }
    return folder.resolve("home");
  }
}
