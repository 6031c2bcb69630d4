package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepoCommandsTest {
  @TempDir Path folder;
  private Path repo;
  private Path keys;

  @BeforeEach
  void publish() throws Exception {
    repo = folder.resolve("repo");
    keys = folder.resolve("keys");
    Path from = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(from.resolve("a.txt"), "a");
    done("keys", "content", "rules", "--to", keys);
    done(
        "content",
        "publish",
        "rules",
        "--version",
        "7",
        "--from",
        from,
        "--key",
        keys.resolve("content-rules.key"),
        "--to",
        repo);
    done("repo", "init", repo, "--keys", keys, "--channel", "rules");
  }

  @Test
  void what_is_vouched_for_is_shown_verified_and_downloaded() throws Exception {
    vouch(ExitCode.DONE);
    JsonObject verified = json("repo", "verify", repo, "--json");
    assertThat(verified.number("targets", 0, 9)).isEqualTo(1);
    assertThat(done("repo", "show", repo)).contains("  content/rules/7.json");
    Path known = folder.resolve("known");
    done("repo", "client", "--metadata-dir", known, "init", repo.resolve("metadata/1.root.json"));
    JsonObject downloaded =
        json(
            "repo",
            "client",
            "--metadata-dir",
            known,
            "--metadata-url",
            repo.resolve("metadata"),
            "--target-base-url",
            repo.resolve("targets"),
            "--target-dir",
            folder.resolve("got"),
            "--target-name",
            "content/rules/7.json",
            "download",
            "--json");
    Path file = Path.of(downloaded.objects("targets", 1).getFirst().string("file"));
    assertThat(file).hasSameBinaryContentAs(repo.resolve("content/rules/7.json"));
  }

  @Test
  void what_is_withdrawn_is_shown_and_refused_with_exit_code_3() throws Exception {
    done(
        "repo",
        "withdraw",
        repo,
        "rules",
        "--content",
        "--version",
        "7",
        "--keys",
        keys,
        "--advisory",
        "ADV-1",
        "--reason",
        "It crashes.");
    assertThat(done("repo", "show", repo)).contains("withdrawn: content rules 7 (ADV-1)");
    assertThat(vouch(ExitCode.REFUSED)).contains("It crashes. Choose another version.");
  }

  @Test
  void metadata_that_cannot_be_believed_is_exit_code_3_and_of_the_client_1() throws Exception {
    Path targets = repo.resolve("metadata/1.targets.json");
    Files.writeString(targets, Files.readString(targets).replace("rules", "rulez"));
    assertThat(CommandRun.of("repo", "verify", repo).exitCode()).isEqualTo(ExitCode.REFUSED);
    Path known = folder.resolve("known");
    done("repo", "client", "--metadata-dir", known, "init", repo.resolve("metadata/1.root.json"));
    CommandRun client =
        CommandRun.of(
            "repo",
            "client",
            "--metadata-dir",
            known,
            "--metadata-url",
            repo.resolve("metadata"),
            "refresh");
    assertThat(client.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(client.errors()).contains("targets.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "repo",
        "repo init",
        "repo init r",
        "repo publish r",
        "repo publish r edge --keys k",
        "repo withdraw r edge --version 1 --keys k",
        "repo serve r --port 99999",
        "repo client refresh",
        "repo client --metadata-dir d refresh",
        "repo client --metadata-dir d --metadata-url u download"
      })
  void a_wrong_command_line_is_exit_code_2(String words) {
    assertThat(CommandRun.of((Object[]) words.split(" ")).exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private String vouch(int exitCode) {
    CommandRun run =
        CommandRun.of(
            "repo", "publish", repo, "rules", "--content", "--version", "7", "--keys", keys);
    assertThat(run.exitCode()).as(run.errors()).isEqualTo(exitCode);
    return run.errors();
  }

  private static JsonObject json(Object... words) throws Exception {
    byte[] bytes = done(words).getBytes(StandardCharsets.UTF_8);
    return Json.parseObject(bytes, 1 << 20);
  }

  private static String done(Object... words) {
    CommandRun run = CommandRun.of(words);
    assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.DONE);
    return run.output();
  }
}
