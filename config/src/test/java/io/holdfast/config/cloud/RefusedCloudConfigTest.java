package io.holdfast.config.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.config.Cases;
import io.holdfast.config.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedCloudConfigTest {

  static List<Path> cases() {
    return Cases.in("cloud/refused");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everything_wrong_is_named_with_its_place(Path folder) throws IOException {
    String text = Files.readString(folder.resolve("config.yaml"));

    ConfigException refusal =
        catchThrowableOfType(ConfigException.class, () -> CloudConfig.parse("config.yaml", text));

    assertThat(Objects.requireNonNull(refusal).getMessage())
        .isEqualTo(Cases.expected(folder, "problems.txt"));
  }

  @Test
  void one_broken_file_among_good_ones_is_named(@TempDir Path oem) throws IOException {
    Files.writeString(oem.resolve("10.yaml"), "#cloud-config\nhostname: good\n");
    Files.writeString(oem.resolve("20.yaml"), "#cloud-config\nhostnam: bad\n");
    Files.writeString(oem.resolve("30.yaml"), "#!/bin/sh\nreboot\n");
    Files.write(oem.resolve("40.yaml"), new byte[] {'#', (byte) 0xff, (byte) 0xfe});

    assertThatThrownBy(() -> CloudConfig.load(List.of(oem)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            %1$s/20.yaml:2:1: unknown key 'hostnam'; did you mean 'hostname'?
            %1$s/30.yaml:1:1: this is a script or a template of cloud-init, no configuration; begin it with '#cloud-config'
            %1$s/40.yaml:1:1: this file is not text in UTF-8"""
                .formatted(oem));
  }

  @Test
  void contradictions_between_files_are_found_too(@TempDir Path oem) throws IOException {
    Files.writeString(oem.resolve("10.yaml"), "#cloud-config\ninstall: {reboot: true}\n");
    Files.writeString(oem.resolve("20.yaml"), "#cloud-config\ninstall: {poweroff: true}\n");

    assertThatThrownBy(() -> CloudConfig.load(List.of(oem)))
        .hasMessageStartingWith(oem + "/20.yaml:2:10: 'reboot' and 'poweroff' cannot both be true");
  }

  @Test
  void more_files_than_any_machine_has_are_refused(@TempDir Path oem) throws IOException {
    for (int i = 0; i <= ConfigFiles.MAX_FILES; i++) {
      Files.writeString(oem.resolve(String.format("%03d.yaml", i)), "#cloud-config\n");
    }

    assertThatThrownBy(() -> CloudConfig.load(List.of(oem)))
        .hasMessage(
            oem + "/256.yaml:1:1: this is one file too many; a configuration has at most 256");
  }

  @Test
  void a_file_above_the_size_limit_is_refused(@TempDir Path oem) throws IOException {
    Files.writeString(oem.resolve("big.yaml"), "#cloud-config\n#" + "x".repeat(5 << 20));

    assertThatThrownBy(() -> CloudConfig.load(List.of(oem)))
        .hasMessage(oem + "/big.yaml:1:1: this file is larger than 4194304 bytes");
  }
}
