package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.AutoComplete;
import picocli.CommandLine;

class CommandsTest {
  @TempDir Path folder;
  private final StringWriter errors = new StringWriter();

  @Test
  void the_help_of_every_command_has_an_example() {
    for (CommandLine command : all(Holdfast.commandLine())) {
      Object user = command.getCommand();
      if (user instanceof AutoComplete.GenerateCompletion
          || user instanceof CommandLine.HelpCommand) {
        continue;
      }
      assertThat(command.getUsageMessage()).as(command.getCommandName()).contains("Example");
    }
  }

  @Test
  void a_wrong_command_line_is_exit_code_2() {
    assertThat(run("build")).isEqualTo(ExitCode.USAGE);
    assertThat(run("no-such-command")).isEqualTo(ExitCode.USAGE);
    assertThat(run("drill", "july-2025")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void a_broken_recipe_is_exit_code_2_and_names_its_line() throws IOException {
    Path recipe = Files.writeString(folder.resolve("r.yaml"), "name: a\nversion: 1\nbse: {}\n");
    assertThat(run("build", recipe.toString(), "--to", "x", "--keys", "y"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains(":3:").contains("base").doesNotContain("\tat ");
  }

  @Test
  void a_missing_file_is_exit_code_1_without_a_stack_trace() {
    assertThat(run("build", folder.resolve("none.yaml").toString(), "--to", "x", "--keys", "y"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(errors.toString()).contains("none.yaml").doesNotContain("\tat ");
  }

  @Test
  void keys_in_a_repository_are_refused_with_exit_code_3() throws IOException {
    Files.createDirectory(folder.resolve(".git"));
    assertThat(run("keys", "new", "--to", folder.resolve("keys").toString()))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(folder.resolve("keys")).doesNotExist();
  }

  private int run(String... arguments) {
    return Holdfast.commandLine()
        .setErr(new PrintWriter(errors, true))
        .setOut(new PrintWriter(new StringWriter()))
        .execute(arguments);
  }

  private static List<CommandLine> all(CommandLine command) {
    List<CommandLine> commands = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(sub -> commands.addAll(all(sub)));
    return commands;
  }
}
