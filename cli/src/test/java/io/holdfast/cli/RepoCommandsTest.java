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

  @Test
  void keys_are_exchanged_and_what_is_shown_names_the_new_ones() throws Exception {
    vouch(ExitCode.DONE);
    JsonObject before = role("content.rules");
    String told = done("repo", "rotate", repo, "content.rules", "--keys", keys);
    JsonObject after = role("content.rules");
    assertThat(after.strings("keys", 9)).doesNotContainAnyElementsOf(before.strings("keys", 9));
    assertThat(after.number("version", 3, 3)).isEqualTo(3);
    String id = after.strings("keys", 9).getFirst().substring(0, 16);
    assertThat(told).contains("content.rules is signed by 1 of 1: " + id);
    assertThat(done("repo", "show", repo))
        .containsPattern("content.rules 3, until 20.*Z, signed by 1 of 1: " + id)
        .containsPattern("timestamp 3, until 20")
        .containsPattern("root 1, until 20")
        .containsPattern("targets 2, until 20");
  }

  @Test
  void a_change_is_prepared_signed_where_the_keys_lie_and_accepted() throws Exception {
    Path offline = Files.createDirectory(folder.resolve("offline"));
    for (String role : new String[] {"root", "targets"}) {
      Files.move(keys.resolve(role + ".key"), offline.resolve(role + ".key"));
    }
    CommandRun alone = CommandRun.of("repo", "role", "add", repo, "models", "--keys", keys);
    assertThat(alone.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(alone.errors()).contains("--prepare", "targets.key");
    Path change = folder.resolve("change.json");
    String told = done("repo", "role", "add", repo, "models", "--keys", keys, "--prepare", change);
    assertThat(told).contains("targets 2", "0 of 1 signed", "content.models: 1 of 1", "repo sign");
    CommandRun early = CommandRun.of("repo", "accept", repo, change, "--keys", keys);
    assertThat(early.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(done("repo", "sign", change)).contains("More must sign it.");
    CommandRun wrong = CommandRun.of("repo", "sign", change, "--keys", folder.resolve("rules"));
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(wrong.errors()).contains("No key in");
    assertThat(json("repo", "sign", change, "--keys", offline, "--json").flag("signed")).isTrue();
    assertThat(done("repo", "accept", repo, change, "--keys", keys))
        .contains("targets 2 is accepted", "content.models 1 is accepted");
    assertThat(CommandRun.of("repo", "accept", repo, change, "--keys", keys).exitCode())
        .isEqualTo(ExitCode.REFUSED);
    assertThat(done("repo", "verify", repo)).contains("is whole");
  }

  @Test
  void a_root_key_made_elsewhere_signs_there_and_the_lost_one_counts_no_more() throws Exception {
    Path offline = folder.resolve("offline");
    JsonObject made = json("keys", "role", "root", "--to", offline, "--json");
    Path change = folder.resolve("change.json");
    done(
        "repo",
        "rotate",
        repo,
        "root",
        "--add",
        made.string("public"),
        "--keys",
        keys,
        "--prepare",
        change);
    assertThat(done("repo", "sign", change))
        .contains("1 of 1 signed by the keys before, 0 of 1 signed by those after");
    done("repo", "sign", change, "--keys", offline);
    done("repo", "accept", repo, change, "--keys", keys);
    assertThat(role("root").strings("keys", 9)).containsExactly(made.string("key"));
  }

  @Test
  void a_refresh_says_until_when_each_role_counts() throws Exception {
    JsonObject until =
        json("repo", "refresh", repo, "targets", "--keys", keys, "--json").object("until");
    assertThat(until.values().keySet())
        .contains("root", "timestamp", "snapshot", "targets", "content.rules");
    assertThat(role("targets").number("version", 2, 2)).isEqualTo(2);
    assertThat(role("timestamp").number("version", 2, 2)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "repo",
        "repo rotate r",
        "repo rotate r root",
        "repo rotate r root targets --drop 0123456789 --keys k",
        "repo rotate r root --keys k --count 3/2",
        "repo role add r rules",
        "repo role add r Rules --keys k",
        "repo refresh r",
        "repo accept r f",
        "repo publish r edge --version 1",
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

  private JsonObject role(String name) throws Exception {
    for (JsonObject role : json("repo", "show", repo, "--json").objects("roles", 99)) {
      if (role.string("role").equals(name)) {
        return role;
      }
    }
    throw new AssertionError("no role " + name);
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
