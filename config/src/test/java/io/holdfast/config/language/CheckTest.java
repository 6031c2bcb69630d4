package io.holdfast.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Cases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckTest {
  @TempDir Path folder;

  static List<Path> cases() {
    return Cases.in("language/check");
  }

  static List<String> hostile() {
    String head = "#cloud-config\n";
    return List.of(
        head + "[".repeat(1_000_000),
        head + "a: {".repeat(250_000),
        head + "- ".repeat(500_000),
        head + "k: v\n".repeat(200_000),
        head + "name: a\n".repeat(120_000),
        head + keys(90_000),
        head + "? " + "x".repeat(1_000_000),
        head + "stages:\n  boot:\n" + "    - {comands: [a]}\n".repeat(40_000),
        head + "stages: {boot: [" + waiting(9_000) + "]}",
        head + "a: &a [x,x,x,x,x,x,x,x,x]\n" + bomb(),
        head + "#".repeat(1_000_000),
        head + "name: '" + "'".repeat(999_999),
        head + "name: \"" + "{{".repeat(400_000) + "\"",
        head + "name: |\n  " + "curl |".repeat(160_000),
        head + "runcmd: [" + ("'" + "curl ".repeat(800) + "',").repeat(240) + "]",
        head + "hostname: " + "a-".repeat(490_000),
        head + "users: [{name: a, groups: '" + "a,".repeat(490_000) + "'}]",
        head + "stages: {boot: [{modules: [" + "a ".repeat(490_000) + "]}]}",
        head + "stages: {boot: [{sysctl: {" + "a.".repeat(490_000) + ": 1}}]}",
        head + "users: [{name: a, ssh_authorized_keys: [" + "a ".repeat(490_000) + "]}]",
        "\u0000".repeat(1_000_000),
        "%YAML ".repeat(160_000),
        head + "a: !<" + "x".repeat(900_000),
        head + "&a ".repeat(300_000),
        "\n".repeat(1_000_000));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void each_mistake_is_told_with_its_place(Path folder) throws IOException {
    String text = Files.readString(folder.resolve("config.yaml"));

    assertThat(lines(Check.text("config.yaml", text)))
        .isEqualTo(Cases.expected(folder, "findings.txt"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void a_hostile_file_is_told_of_in_few_lines(String text) {
    List<Finding> findings = Check.text("config.yaml", text);

    assertThat(findings).hasSizeLessThanOrEqualTo(Findings.MOST);
    assertThat(findings).allSatisfy(f -> assertThat(f.message()).hasSizeLessThan(400));
  }

  @Test
  void where_a_file_stops_to_be_text_is_told() throws IOException {
    Path file = folder.resolve("a.yaml");
    byte[] bytes = "#cloud-config\nname: grün\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, bytes);

    assertThat(lines(Check.file(file)))
        .isEqualTo(
            file + ":2:9: error: this file is not text in UTF-8 from here on; save it as UTF-8");
  }

  @Test
  void a_file_that_is_not_there_is_one_error() {
    Path file = folder.resolve("none.yaml");

    assertThat(lines(Check.file(file))).isEqualTo(file + ":1:1: error: this file is not there");
  }

  @Test
  void a_file_too_large_for_a_small_machine_is_not_read() throws IOException {
    Path file = folder.resolve("big.yaml");
    Files.writeString(file, "#".repeat((4 << 20) + 1));

    assertThat(lines(Check.file(file))).contains("larger than 4194304 bytes");
  }

  @Test
  void a_folder_has_its_own_yaml_files_by_name() throws IOException {
    for (String name : List.of("b.yml", "a.yaml", ".hidden.yaml", "notes.txt", "c.yaml")) {
      Files.writeString(folder.resolve(name), "#cloud-config\n");
    }
    Files.createDirectories(folder.resolve("below.yaml"));

    assertThat(ConfigPaths.files(List.of(folder)))
        .extracting(path -> String.valueOf(path.getFileName()))
        .containsExactly("a.yaml", "b.yml", "c.yaml");
  }

  private static String lines(List<Finding> findings) {
    return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
  }

  private static String keys(int count) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append("hostnam").append(i).append(": a\n");
    }
    return out.toString();
  }

  /** Steps of which each waits for the next, and the last for the first. */
  private static String waiting(int count) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append("{name: s").append(i).append(", after: [{name: s").append((i + 1) % count);
      out.append("}]},");
    }
    return out.toString();
  }

  private static String bomb() {
    StringBuilder out = new StringBuilder();
    for (char c = 'b'; c < 'k'; c++) {
      String before = "*" + (char) (c - 1) + ",";
      out.append(c).append(": &").append(c).append(" [").append(before.repeat(9)).append("]\n");
    }
    return out.toString();
  }
}
