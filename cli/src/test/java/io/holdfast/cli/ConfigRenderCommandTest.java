package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigRenderCommandTest {
  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void a_file_is_filled_with_the_values_of_another() throws IOException {
    Path template =
        file("t", "host: {{ .Values.net.host | upper }}\nport: {{ add .Values.port 1 }}\n");
    Path values = file("v.yaml", "net: {host: edge}\nport: 80\n");

    CommandRun run = CommandRun.of("config", "render", template, "--values", values);

    assertThat(run.errors()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output()).isEqualTo("host: EDGE\nport: 81\n");
  }

  @Test
  void single_values_come_after_those_of_the_file() throws IOException {
    Path template =
        file("t", "{{ .Values.a.b }} {{ .Values.a.c }} {{ kindOf .Values.d }} {{ .Values.e }}");
    Path values = file("v.yaml", "a: {b: 1, c: 2}\n");

    CommandRun run =
        CommandRun.of(
            "config",
            "render",
            template,
            "--values",
            values,
            "--set",
            "a.b=9",
            "--set",
            "d=true",
            "--set",
            "e=x=y");

    assertThat(run.output()).isEqualTo("9 2 bool x=y");
  }

  @Test
  void machine_id_and_seed_are_what_is_given() throws IOException {
    Path template = file("t", "{{ .MachineID }} {{ .Random }} {{ randAlphaNum 8 }}");
    Object[] words = {"config", "render", template, "--machine-id", "abc", "--seed", "1"};

    CommandRun once = CommandRun.of(words);

    assertThat(once.output()).startsWith("abc ").isEqualTo(CommandRun.of(words).output());
    words[6] = "2";
    assertThat(CommandRun.of(words).output()).isNotEqualTo(once.output());
  }

  @Test
  void other_delimiters_leave_braces_alone() throws IOException {
    Path template = file("t", "[[[ .Values.site ]]] {{ .Values.host }}");

    CommandRun run =
        CommandRun.of("config", "render", template, "--delimiters", "[[[", "--set", "site=berlin");

    assertThat(run.output()).isEqualTo("berlin {{ .Values.host }}");
  }

  @Test
  void what_is_wrong_is_told_with_its_place_and_exit_code_1() throws IOException {
    Path template = file("t", "a\n{{ .Values.hots }}\n");

    CommandRun run = CommandRun.of("config", "render", template, "--set", "host=edge");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors())
        .isEqualToIgnoringNewLines(
            template + ":2:11: there is no field 'hots'; did you mean 'host'?");
  }

  @Test
  void all_unknown_functions_are_told_at_once() throws IOException {
    Path template = file("t", "{{ uper 1 }}\n{{ lowr 1 }}");

    assertThat(CommandRun.of("config", "render", template).errors().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith(template + ":").contains("did you mean"));
  }

  @Test
  void a_wrong_command_line_or_values_file_is_exit_code_2() throws IOException {
    Path template = file("t", "x");
    Path values = file("v.yaml", "- a list\n");

    for (Object[] words :
        new Object[][] {
          {"config", "render"},
          {"config", "render", template, "--delimiters", "abc"},
          {"config", "render", template, "--set", "a=1", "--set", "a.b=2"},
          {"config", "render", template, "--set", "a..b=2"},
          {"config", "render", template, "--values", values}
        }) {
      CommandRun run = CommandRun.of(words);
      assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(run.errors()).isNotBlank().doesNotContain("Exception");
    }
  }

  @Test
  void a_file_that_is_not_there_or_no_text_is_exit_code_1() throws IOException {
    Path bytes = Files.write(folder.resolve("b"), new byte[] {(byte) 0xff});

    assertThat(CommandRun.of("config", "render", folder.resolve("none")).exitCode())
        .isEqualTo(ExitCode.FAILED);
    assertThat(CommandRun.of("config", "render", bytes).errors()).contains("not text in UTF-8");
  }
}
