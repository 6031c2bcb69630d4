package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.image.keys.KeyFolder;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
  @TempDir Path folder;

  static Stream<String> every_command() {
    return all(RootCommand.commandLine()).stream()
        .map(command -> command.getCommandSpec().qualifiedName());
  }

  @ParameterizedTest
  @MethodSource("every_command")
  void every_command_has_help_with_an_example_of_itself(String command) {
    List<String> words = new ArrayList<>(Arrays.asList(command.split(" ")));
    words.removeFirst();
    words.add("--help");
    CommandRun run = CommandRun.of(words.toArray());
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output()).containsPattern("Examples?:\\R(.*\\R)*.*" + command);
    assertThat(run.errors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("every_command")
  void no_line_of_help_is_broken_by_the_width_of_a_terminal(String command) {
    CommandLine line = RootCommand.commandLine();
    for (String word : command.split(" ")) {
      line = line.getSubcommands().getOrDefault(word, line);
    }
    for (String example : line.getCommandSpec().usageMessage().footer()) {
      assertThat(example).as(command).hasSizeLessThanOrEqualTo(80);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "build",
        "keys",
        "lab",
        "no-such-command",
        "drill july-2025",
        "drill march-2024 --act named",
        "drill march-2024 --secure-boot",
        "install --disk d --from r --config c --trust t --size 8X",
        "install --disk d --from r --config c --trust t --version latest!",
        "iso --from r --config c --trust t",
        "keys new --to k --passphrase --passphrase-file f",
        "keys content --to k",
        "keys content ../rules --to k",
        "config",
        "config new none/node.yaml node.yaml",
        "config new no-such-file.yaml --yes --key none --hostname a_b",
        "config new no-such-file.yaml --yes --key none --gateway 192.0.2.1",
        "config check",
        "config check none.yaml",
        "config explain",
        "config explain none.yaml",
        "config explain hostnam none.yaml",
        "config explain hostname",
        "config explain --diff a.yaml",
        "content",
        "content publish sysext.a --version 1 --from f --key k --to r",
        "extension",
        "config publish --version 1 --from f --keys k --to r",
        "config publish a.b --version 1 --from f --keys k --to r",
        "config publish a --version 1 --from f --to r",
        "config list",
        "extension publish --version 1 --from f --keys k --to r",
        "extension publish a --from f --keys k --to r",
        "extension publish a --version 1 --version-id 13 --from f --keys k --to r",
        "extension list",
        "content publish --version 1 --from f --key k --to r",
        "content publish rules --from f --key k --to r",
        "content publish Rules --version 1 --from f --key k --to r",
        "content publish rules --version v1 --from f --key k --to r",
        "content list rules models --from r",
        "content list rules",
        "lab power node explode",
        "stage",
        "stage run",
        "stage run boot",
        "stage run boot f --root",
        "stage list boot",
        "lab stop node --within soon",
        "lab run --disk d --memory much"
      })
  void a_wrong_command_line_is_exit_code_2_and_a_few_lines(String words) {
    CommandRun run = CommandRun.of((Object[]) words.split(" "));
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors().lines().count()).isBetween(1L, 4L);
    assertThat(run.errors()).startsWith("holdfast").doesNotContain("Exception");
  }

  @Test
  void a_mistyped_command_is_told_what_it_may_mean() {
    assertThat(CommandRun.of("instal").errors()).contains("holdfast install");
  }

  @Test
  void the_version_is_one_line() {
    CommandRun run = CommandRun.of("--version");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output()).isEqualToIgnoringNewLines("holdfast 0.1.0");
  }

  @Test
  void the_completion_knows_every_command() {
    CommandRun run = CommandRun.of("completion");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output()).startsWith("#!").contains("holdfast", "install", "lab", "--erase");
  }

  @Test
  void a_broken_recipe_is_exit_code_2_and_each_problem_begins_with_its_place() throws IOException {
    Path recipe =
        Files.writeString(folder.resolve("r.yaml"), "name: a\nversion: 1\nbse: {}\npackges: []\n");
    CommandRun run = CommandRun.of("build", recipe, "--to", "x", "--keys", "y");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors().lines().toList())
        .hasSizeGreaterThan(1)
        .allSatisfy(line -> assertThat(line).startsWith(recipe + ":"))
        .anySatisfy(line -> assertThat(line).contains(":3:", "base"));
  }

  @Test
  void keys_in_a_repository_are_refused_with_exit_code_3() throws IOException {
    Files.createDirectory(folder.resolve(".git"));
    assertThat(CommandRun.of("keys", "new", "--to", folder.resolve("keys")).exitCode())
        .isEqualTo(ExitCode.REFUSED);
    assertThat(folder.resolve("keys")).doesNotExist();
  }

  @Test
  void keys_are_made_under_the_first_line_of_a_file() throws IOException {
    Path words = Files.writeString(folder.resolve("words"), "open sesame\nand nothing else\n");
    Path keys = folder.resolve("keys");
    CommandRun run = CommandRun.of("keys", "new", "--to", keys, "--passphrase-file", words);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output()).contains(keys.resolve("release.pub").toString());
    assertThat(KeyFolder.open(keys, "open sesame".toCharArray()).folder()).isEqualTo(keys);
  }

  @Test
  void new_keys_are_told_to_programs_in_one_object() throws Exception {
    Path keys = folder.resolve("keys");
    String text = CommandRun.of("keys", "new", "--to", keys, "--json").output();
    JsonObject object = Json.parseObject(text.getBytes(StandardCharsets.UTF_8), 1000);
    assertThat(object.string("public")).isEqualTo(keys.resolve("release.pub").toString());
  }

  @Test
  void without_a_terminal_no_passphrase_is_asked_for() {
    Path keys = folder.resolve("keys");
    CommandRun run = CommandRun.of("keys", "new", "--to", keys, "--passphrase");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("--passphrase-file");
    assertThat(keys).doesNotExist();
  }

  @Test
  void a_folder_that_is_no_extension_is_refused_with_what_is_wrong() throws IOException {
    Files.createDirectories(folder.resolve("from/etc"));
    CommandRun run =
        CommandRun.of(
            "extension",
            "publish",
            "driver",
            "--version",
            "1",
            "--id",
            "debian",
            "--from",
            folder.resolve("from"),
            "--keys",
            folder.resolve("keys"),
            "--to",
            folder.resolve("r"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.errors()).contains("it holds etc, and only folders usr and opt");
    assertThat(folder.resolve("r")).doesNotExist();
  }

  @Test
  void a_drill_names_its_acts_one_a_line() {
    CommandRun run = CommandRun.of("drill", "july-2024", "--list");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output().lines().toList())
        .contains("19 July", "good release", "power cuts")
        .hasSize(18);
    assertThat(run.errors()).isEmpty();
    assertThat(CommandRun.of("drill", "march-2024", "--list").output().lines())
        .startsWith("named", "withdrawn", "planned")
        .hasSize(11);
  }

  @Test
  void a_report_that_cannot_be_written_is_told_before_the_drill() {
    Path report = folder.resolve("none/report.html");
    CommandRun run = CommandRun.of("drill", "july-2024", "--report", report);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains(report.toString(), "--report");
  }

  private static List<CommandLine> all(CommandLine command) {
    List<CommandLine> commands = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(sub -> commands.addAll(all(sub)));
    return commands;
  }
}
