package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.host.Command;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFile;
import io.holdfast.release.content.ContentKeys;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.TrustedKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentCommandsTest {
  private static final ChannelName RULES = new ChannelName("rules");

  @TempDir Path folder;
  private Path keys;
  private Path from;
  private Path repository;

  @BeforeEach
  void a_key_and_a_folder() throws IOException {
    keys = folder.resolve("keys");
    from = Files.createDirectories(folder.resolve("from"));
    repository = folder.resolve("repo");
    Files.writeString(from.resolve("blocked.txt"), "blocked");
    assertThat(CommandRun.of("keys", "content", "rules", "--to", keys).exitCode())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void what_is_in_content_is_indexed_and_found() {
    Path index = folder.resolve("index");
    assertThat(
            CommandRun.of(
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
                    repository)
                .exitCode())
        .isEqualTo(ExitCode.DONE);
    CommandRun indexed = indexed(keys.resolve("content-rules.pub"), index);
    assertThat(indexed.errors()).isEmpty();
    assertThat(indexed.output()).startsWith("1 added");
    assertThat(CommandRun.of("inventory", "find", "/blocked.txt", "--index", index).output())
        .contains("rules 7: /blocked.txt");
    CommandRun.of("keys", "content", "models", "--to", keys);
    CommandRun other = indexed(keys.resolve("content-models.pub"), folder.resolve("other"));
    assertThat(other.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(other.errors()).contains("Left out: rules 7: ");
    assertThat(other.output()).startsWith("0 added");
  }

  private CommandRun indexed(Path key, Path index) {
    return CommandRun.of(
        "inventory", "index", "--from", repository, "--trust", key, "--index", index);
  }

  @Test
  void a_key_is_made_for_a_channel_and_told_with_the_file_for_nodes() throws IOException {
    CommandRun run = CommandRun.of("keys", "content", "models", "--to", keys);

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output())
        .contains("for channel models")
        .contains("Give " + keys.resolve("content-models.pub"));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(keys.resolve("content-models.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void a_new_key_is_told_to_programs_in_one_object() throws Exception {
    JsonObject object = json(CommandRun.of("keys", "content", "models", "--to", keys, "--json"));

    assertThat(object.string("channel")).isEqualTo("models");
    assertThat(object.string("private")).isEqualTo(keys.resolve("content-models.key").toString());
    assertThat(ReleaseKey.read(Path.of(object.string("public"))).id())
        .hasToString(object.string("key"));
  }

  @Test
  void a_key_is_never_replaced_and_never_made_in_a_repository() throws IOException {
    CommandRun again = CommandRun.of("keys", "content", "rules", "--to", keys);
    assertThat(again.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(again.errors()).contains("never written over");

    publish("1");
    CommandRun inside = CommandRun.of("keys", "content", "rules", "--to", repository);
    assertThat(inside.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(inside.errors()).contains("would be published some day");
  }

  @Test
  void a_folder_is_published_and_listed() throws Exception {
    Files.createDirectory(from.resolve("deep"));
    Files.createFile(from.resolve("deep/empty"));

    CommandRun run = publish("10");

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output())
        .matches("rules 10 \\([0-9a-f]{12}\\) is published in .*repo: 2 files\\R");
    ContentManifest manifest = verified("10");
    assertThat(manifest.files())
        .extracting(ContentFile::path)
        .containsExactly("blocked.txt", "deep/empty");
    publish("9");
    CommandRun list = CommandRun.of("content", "list", "--from", repository);
    assertThat(list.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(list.output().lines()).containsExactly("channel  versions", "rules    9 10");
    assertThat(CommandRun.of("content", "list", "rules", "--from", repository).output())
        .isEqualTo(list.output());
  }

  @Test
  void programs_are_told_in_one_object() throws Exception {
    JsonObject published = json(publish("7", "--json"));
    assertThat(published.string("channel")).isEqualTo("rules");
    assertThat(published.string("version")).isEqualTo("7");
    assertThat(published.number("files", 0, 9)).isEqualTo(1);
    assertThat(Digest.parse(published.string("manifest")))
        .isEqualTo(Repository.at(repository.toString()).content(RULES, new Version("7")).digest());

    JsonObject listed = json(CommandRun.of("content", "list", "--from", repository, "--json"));
    JsonObject channel = listed.objects("channels", 1).getFirst();
    assertThat(channel.string("channel")).isEqualTo("rules");
    assertThat(channel.strings("versions", 9)).containsExactly("7");
  }

  @Test
  void a_key_under_a_passphrase_signs_with_it_alone() throws Exception {
    Path words = Files.writeString(folder.resolve("words"), "open sesame\n");
    CommandRun.of("keys", "content", "models", "--to", keys, "--passphrase-file", words);
    ChannelName models = new ChannelName("models");

    CommandRun without = publish(models, "1");
    assertThat(without.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(without.errors()).contains("is encrypted. Give its passphrase.");
    assertThat(repository).doesNotExist();
    assertThat(publish(models, "1", "--passphrase-file", words).exitCode())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void the_same_again_is_done_and_anything_else_under_the_version_is_refused() throws Exception {
    publish("7");
    assertThat(publish("7").exitCode()).isEqualTo(ExitCode.DONE);
    Files.writeString(from.resolve("blocked.txt"), "other");

    CommandRun run = publish("7");

    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.errors()).contains("Content rules 7 cannot be published");
    assertThat(verified("7").totalSize()).isEqualTo("blocked".length());
  }

  @Test
  void what_is_no_plain_file_is_refused_with_its_name_and_nothing_is_made() throws Exception {
    Path odd = from.resolve("odd");
    Files.createSymbolicLink(odd, Path.of("blocked.txt"));
    assertRefused("'odd' is a symbolic link");
    Files.delete(odd);
    Command.of("mkfifo", odd.toString()).check();
    assertRefused("'odd' is a device, a pipe or a socket");
    Files.delete(odd);
    Files.createFile(odd);
    Files.setAttribute(odd, "unix:mode", 04755);
    assertRefused("'odd' has the set-uid or the set-gid bit");
    Files.delete(odd);
    Files.delete(from.resolve("blocked.txt"));
    assertRefused("it holds no file");
  }

  @Test
  void the_key_and_the_repository_are_never_published_themselves() throws Exception {
    from = folder;
    assertRefused(keys.resolve("content-rules.key") + " lies in it and would be published too");

    from = folder.resolve("from");
    repository = from.resolve("repo");
    assertRefused(repository + " lies in it and would be published too");
  }

  @Test
  void a_repository_without_content_says_so_and_a_channel_that_is_not_there_is_exit_code_1()
      throws Exception {
    publish("1");
    CommandRun run = CommandRun.of("content", "list", "models", "--from", repository);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("has no channel models");
    assertThat(run.output()).isEmpty();

    Path empty = folder.resolve("empty");
    TestRepository.publish(empty, SigningKey.generate());
    assertThat(CommandRun.of("content", "list", "--from", empty).output())
        .isEqualToIgnoringNewLines("There is no content in " + empty + ".");
  }

  private CommandRun publish(String version, Object... more) {
    return publish(RULES, version, more);
  }

  private CommandRun publish(ChannelName channel, String version, Object... more) {
    List<Object> words = new ArrayList<>(List.of("content", "publish", channel));
    words.addAll(List.of("--version", version, "--from", from, "--to", repository));
    words.addAll(List.of("--key", keys.resolve("content-" + channel + ".key")));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }

  private void assertRefused(String reason) {
    CommandRun run = publish("1");
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).startsWith("holdfast: ").contains(reason).hasLineCount(1);
    assertThat(repository).doesNotExist();
  }

  private ContentManifest verified(String version) throws Exception {
    ReleaseKey key = ReleaseKey.read(keys.resolve("content-rules.pub"));
    SignedManifest signed =
        Repository.at(repository.toString()).content(RULES, new Version(version));
    return new ContentKeys(RULES, new TrustedKeys(List.of(key)))
        .verify(signed, new Version(version));
  }

  private static JsonObject json(CommandRun run) throws Exception {
    return Json.parseObject(run.output().getBytes(StandardCharsets.UTF_8), 10_000);
  }
}
