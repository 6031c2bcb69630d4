package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a repository goes into another, or goes away: its commands, and what they refuse. */
class RepoCopiesTest {
  @TempDir private Path folder;
  private Path staging = Path.of("");
  private Path repo = Path.of("");
  private Path keys = Path.of("");
  private Path root = Path.of("");

  @BeforeEach
  void publish() throws Exception {
    staging = folder.resolve("staging");
    repo = folder.resolve("repo");
    keys = folder.resolve("keys");
    root = staging.resolve("metadata/1.root.json");
    Path from = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(from.resolve("a.txt"), "a");
    String key = keys.resolve("content-rules.key").toString();
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
        key,
        "--to",
        staging);
    done("repo", "init", staging, "--keys", keys, "--channel", "rules");
    done("repo", "publish", staging, "rules", "--content", "--version", "7", "--keys", keys);
    done("repo", "init", repo, "--keys", folder.resolve("others"), "--channel", "rules");
  }

  @Test
  void what_is_promoted_is_vouched_for_here() {
    assertThat(promote("--root", root, "--keys", folder.resolve("others")).output())
        .contains("content/rules/7.json of " + staging + " is vouched for in " + repo);
    assertThat(done("repo", "show", repo)).contains("content/rules/7.json");
  }

  @Test
  void what_is_only_prepared_shows_all_that_is_to_be_signed() {
    Path change = folder.resolve("change.json");
    CommandRun run = promote("--root", root, "--prepare", change);
    assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.DONE);
    assertThat(run.output())
        .contains("content.rules 2, until ", "  content/rules/7.json sha256:")
        .contains("Next: holdfast repo sign " + change);
    assertThat(done("repo", "show", repo)).doesNotContain("content/rules/7.json");
  }

  @Test
  void what_was_withdrawn_there_is_not_promoted() {
    withdraw();
    CommandRun run = promote("--root", root, "--keys", folder.resolve("others"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.errors()).contains("content rules 7 is withdrawn (ADV-1): It crashes.");
    assertThat(repo.resolve("content/rules")).doesNotExist();
  }

  @Test
  void a_promotion_that_nothing_proves_is_a_wrong_command_line() {
    CommandRun run = promote("--keys", folder.resolve("others"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).contains("--root FILE or --trust FILE");
  }

  @Test
  void a_mirror_has_what_is_vouched_for_and_follows_without_being_told_the_root_again() {
    Path mirror = folder.resolve("mirror");
    assertThat(done("repo", "sync", staging, mirror, "--root", root)).contains("1 targets");
    assertThat(done("repo", "verify", mirror)).isNotEmpty();
    assertThat(done("repo", "sync", staging, mirror, "--json")).contains("\"copied\" : 0");
  }

  @Test
  void a_mirror_that_was_given_no_root_or_another_one_is_not_begun() {
    Path mirror = folder.resolve("mirror");
    CommandRun none = CommandRun.of("repo", "sync", staging, mirror);
    assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(none.errors()).contains("--root FILE");
    CommandRun other =
        CommandRun.of(
            "repo", "sync", staging, mirror, "--root", repo.resolve("metadata/1.root.json"));
    assertThat(other.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(other.errors()).contains("compare the two by hand");
    assertThat(mirror.resolve("metadata/timestamp.json")).doesNotExist();
  }

  @Test
  void what_is_withdrawn_is_removed_and_a_dry_run_only_says_so() {
    withdraw();
    Path manifest = staging.resolve("content/rules/7.json");
    assertThat(done("repo", "gc", staging, "--dry-run"))
        .contains("content/rules/7.json (", "bytes would be removed");
    assertThat(manifest).exists();
    assertThat(done("repo", "gc", staging, "--json")).contains("\"removed\" : true");
    assertThat(manifest).doesNotExist();
  }

  @Test
  void a_folder_that_is_no_repository_is_not_cleaned() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path file = Files.writeString(other.resolve("a"), "mine");
    CommandRun run = CommandRun.of("repo", "gc", other);
    assertThat(run.exitCode()).isIn(ExitCode.FAILED, ExitCode.REFUSED);
    assertThat(run.errors()).contains(other.toString());
    assertThat(file).exists();
  }

  private CommandRun promote(Object... more) {
    Object[] words = {
      "repo", "promote", "rules", "--content", "--version", "7", "--from", staging, "--to", repo
    };
    Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return CommandRun.of(all);
  }

  private void withdraw() {
    done(
        "repo",
        "withdraw",
        staging,
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
  }

  private static String done(Object... words) {
    CommandRun run = CommandRun.of(words);
    assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.DONE);
    return run.output();
  }
}
