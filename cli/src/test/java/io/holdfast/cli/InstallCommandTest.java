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

class InstallCommandTest {
  private static final String TOOLS = "holdfast.tools";

  @TempDir Path folder;
  private Path repository;
  private Path config;
  private Path trusted;
  private Path disk;

  @BeforeEach
  void publish() throws Exception {
    repository = folder.resolve("repo");
    disk = folder.resolve("node.img");
    config = Files.writeString(folder.resolve("node.yaml"), "#cloud-config\nhostname: edge\n");
    SigningKey key = SigningKey.generate();
    trusted = Files.writeString(folder.resolve("release.pub"), key.publicKey().toPem());
    TestRepository.publish(repository, key);
    System.setProperty(TOOLS, TestRepository.toolsThatAreNeverStarted(folder).toString());
  }

  @AfterEach
  void forget() {
    System.clearProperty(TOOLS);
  }

  @Test
  void a_plan_says_what_would_be_written_and_writes_nothing() {
    CommandRun run = install("--size", "8G", "--plan");
    assertThat(run.errors()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output()).contains("edge 1.0.0", "node.img", "COS_PERSISTENT");
    assertThat(disk).doesNotExist();
  }

  @Test
  void a_plan_for_programs_is_one_object() {
    CommandRun run = install("--size", "8G", "--plan", "--json");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output()).startsWith("{").endsWith("}\n").contains("\"partitions\"");
    assertThat(disk).doesNotExist();
  }

  @Test
  void a_broken_configuration_is_told_before_anything_else() throws IOException {
    Files.writeString(config, "#cloud-config\nusrs: []\n");
    System.clearProperty(TOOLS);
    CommandRun run = install("--from", folder.resolve("no-such-repository"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).startsWith(config + ":2:").contains("users");
  }

  @Test
  void a_configuration_that_is_no_text_is_told() throws IOException {
    Files.write(config, new byte[] {'a', ':', ' ', (byte) 0xff});
    CommandRun run = install("--size", "8G");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("UTF-8");
  }

  @Test
  void a_release_of_a_stranger_is_refused() throws IOException {
    Files.writeString(trusted, SigningKey.generate().publicKey().toPem());
    CommandRun run = install("--size", "8G", "--plan");
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.output()).isEmpty();
    assertThat(disk).doesNotExist();
  }

  @Test
  void a_version_that_is_not_there_is_told() {
    CommandRun run = install("--size", "8G", "--plan", "--version", "2.0.0");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("2.0.0");
  }

  @Test
  void a_disk_that_is_found_has_its_size_already() {
    CommandRun run =
        CommandRun.of(
            "install",
            "--disk",
            "auto",
            "--from",
            repository,
            "--config",
            config,
            "--trust",
            trusted,
            "--size",
            "8G",
            "--plan");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).contains("auto");
  }

  @Test
  void where_a_person_is_asked_nothing_is_given_beforehand() {
    Object[] words = {"install", "--ask-at", "/dev/none", "--from", repository, "--trust", trusted};
    CommandRun run = CommandRun.of(words);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("nobody to ask", "/dev/none");
    List<Object> more = new ArrayList<>(List.of(words));
    more.addAll(List.of("--config", config));
    assertThat(CommandRun.of(more.toArray()).exitCode()).isEqualTo(ExitCode.USAGE);
    more.addAll(List.of("--disk", disk));
    assertThat(CommandRun.of(more.toArray()).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(disk).doesNotExist();
  }

  @Test
  void without_a_disk_it_is_said_how_to_name_one() {
    CommandRun run = CommandRun.of("install", "--from", repository, "--trust", trusted);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).contains("--disk");
  }

  @Test
  void without_a_configuration_it_is_said_how_to_write_one() {
    CommandRun run =
        CommandRun.of("install", "--disk", disk, "--from", repository, "--trust", trusted);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).contains("holdfast config new", "--config").hasLineCount(1);
  }

  /** With options of the test's own, of which {@code --from} counts instead of the repository. */
  private CommandRun install(Object... options) {
    List<Object> words = new ArrayList<>(List.of("install", "--disk", disk, "--trust", trusted));
    words.addAll(List.of("--config", config));
    words.addAll(List.of(options));
    if (!words.contains("--from")) {
      words.addAll(List.of("--from", repository));
    }
    return CommandRun.of(words.toArray());
  }
}
