package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.account.SaltedHash;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigNewCommandTest {
  @TempDir Path folder;

  @Test
  void options_alone_make_a_file_that_passes_the_strict_check() throws IOException {
    CommandRun run = draft("--yes", "--key", "github:octocat", "--hostname", "berlin");

    assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.DONE);
    assertThat(run.output()).isEqualToIgnoringNewLines(file() + " is written.");
    assertThat(Files.readString(file())).startsWith("#cloud-config\n").contains("\"berlin\"");
    assertThat(CommandRun.of("config", "check", "--strict", file()).exitCode())
        .isEqualTo(ExitCode.DONE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void answers_come_from_a_file_and_options_count_more() throws Exception {
    Path answers =
        Files.writeString(
            folder.resolve("answers"),
            "# of the hall\n\nhostname = hall\nuser=ops\nkey=github:a\nkey=gitlab:b\n");

    CommandRun run = draft("--answers", answers, "--yes", "--user", "root", "--json");

    assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.DONE);
    JsonObject told = Json.parseObject(run.output().getBytes(StandardCharsets.UTF_8), 1000);
    assertThat(told.string("file")).isEqualTo(file().toString());
    assertThat(told.string("hostname")).isEqualTo("hall");
    assertThat(told.string("user")).isEqualTo("root");
    assertThat(told.number("keys", 0, 9)).isEqualTo(2);
  }

  @Test
  void a_file_with_the_hash_of_a_password_is_for_its_owner_alone() throws IOException {
    String hash = SaltedHash.of("open sesame");

    CommandRun run = draft("--yes", "--key", "none", "--password-hash", hash);

    assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.DONE);
    assertThat(run.output()).contains("for you alone").doesNotContain(hash);
    assertThat(Files.readString(file())).contains(hash);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void a_file_that_is_there_is_lost_only_by_force() throws IOException {
    Files.writeString(file(), "mine");

    CommandRun refused = draft("--yes", "--key", "none");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(refused.errors()).contains("--force").hasLineCount(1);
    assertThat(file()).hasContent("mine");

    assertThat(draft("--yes", "--key", "none", "--force").exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(Files.readString(file())).startsWith("#cloud-config");
  }

  @Test
  void without_a_terminal_what_is_missing_is_named_with_its_option() {
    CommandRun run = draft("--disk", "auto", "--user", "ops");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).contains("missing: --hostname, --key, --network");
    assertThat(file()).doesNotExist();
  }

  @Test
  void a_wrong_answer_names_its_option() {
    CommandRun run = draft("--yes", "--key", "none", "--user", "a:b");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).contains("--user: 'a:b' is no name");
    assertThat(file()).doesNotExist();
  }

  @Test
  void a_line_of_a_megabyte_and_one_that_is_no_answer_are_told_with_their_place()
      throws IOException {
    Path large = Files.writeString(folder.resolve("large"), "hostname=" + "x".repeat(1 << 20));
    Path wrong = Files.writeString(folder.resolve("wrong"), "user=ops\nhostnam=\u001b[2J\n");
    Path twice = Files.writeString(folder.resolve("twice"), "user=ops\nuser=root\n");
    Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, '=', 'a'});

    assertThat(draft("--answers", large, "--yes").errors()).contains("have more").hasLineCount(1);
    assertThat(draft("--answers", wrong, "--yes").errors())
        .contains(wrong + ":2: 'hostnam' is no question")
        .doesNotContain("\u001b");
    assertThat(draft("--answers", twice, "--yes").errors()).contains(twice + ":2: 'user'");
    assertThat(draft("--answers", bytes, "--yes").exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(file()).doesNotExist();
  }

  @Test
  void nothing_is_left_of_a_file_that_cannot_be_written() throws IOException {
    CommandRun run =
        CommandRun.of("config", "new", folder.resolve("none/a.yaml"), "--yes", "--key", "none");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("its folder is not there");

    Files.createDirectory(file());
    assertThat(draft("--yes", "--key", "none", "--force").exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(folder.toFile().list()).containsExactly("node.yaml");
  }

  private Path file() {
    return folder.resolve("node.yaml");
  }

  private CommandRun draft(Object... options) {
    List<Object> words = new ArrayList<>(List.of("config", "new", file()));
    words.addAll(List.of(options));
    return CommandRun.of(words.toArray());
  }
}
