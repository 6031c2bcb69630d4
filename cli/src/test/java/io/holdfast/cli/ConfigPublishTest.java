package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.release.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigPublishTest {
  @TempDir Path folder;
  private Path keys;
  private Path from;
  private Path repository;

  @BeforeEach
  void keys_and_a_folder() throws IOException {
    keys = folder.resolve("keys");
    from = Files.createDirectories(folder.resolve("from"));
    repository = folder.resolve("repo");
    assertThat(CommandRun.of("keys", "new", "--to", keys).exitCode()).isEqualTo(ExitCode.DONE);
    write("10_name.yaml", "#cloud-config\nhostname: edge\n");
  }

  @Test
  void a_folder_is_published_and_listed_apart_from_content() throws Exception {
    assertThat(publish("1").exitCode()).isEqualTo(ExitCode.DONE);
    CommandRun run = publish("2", "--json");
    assertThat(
            Json.parseObject(run.output().getBytes(StandardCharsets.UTF_8), 1000)
                .string("configuration"))
        .isEqualTo("demo");
    assertThat(CommandRun.of("config", "list", "--from", repository).output())
        .contains("demo", "1", "2");
    assertThat(CommandRun.of("content", "list", "--from", repository).output())
        .contains("There is no content");
  }

  @Test
  void what_no_node_could_use_is_not_published() throws Exception {
    write("20_more.yaml", "#cloud-config\nhostnam: edge\n");
    CommandRun broken = publish("1");
    assertThat(broken.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(broken.errors()).contains("20_more.yaml:2:1", "did you mean 'hostname'?");
    Files.delete(from.resolve("20_more.yaml"));
    write("run.sh", "exit\n");
    CommandRun other = publish("1");
    assertThat(other.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(other.errors()).contains("'run.sh'", "Take it out");
    assertThat(repository).doesNotExist();
  }

  private CommandRun publish(String version, String... more) {
    Object[] words = {
      "config",
      "publish",
      "demo",
      "--version",
      version,
      "--from",
      from,
      "--keys",
      keys,
      "--to",
      repository
    };
    Object[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return CommandRun.of(all);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(from.resolve(name), text);
  }
}
