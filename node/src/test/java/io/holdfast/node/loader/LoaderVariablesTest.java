package io.holdfast.node.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.node.trial.Booted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoaderVariablesTest {
  private static final String VENDOR = "-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f";

  @TempDir Path efivars;

  @Test
  void an_entry_of_a_generation_or_of_recovery_says_what_was_booted() throws IOException {
    selected("holdfast-7.conf\0");
    assertThat(new LoaderVariables(efivars).booted()).isEqualTo(new Booted.ByEntry(7));
    selected("holdfast-7+0-1.conf");
    assertThat(new LoaderVariables(efivars).booted()).isEqualTo(new Booted.ByEntry(7));
    selected("holdfast-recovery.conf\0");
    assertThat(new LoaderVariables(efivars).booted()).isEqualTo(new Booted.InRecovery());
  }

  @Test
  void whatever_else_is_there_is_no_entry_of_ours() throws IOException {
    LoaderVariables variables = new LoaderVariables(efivars);
    assertThatThrownBy(variables::booted).hasMessageContaining("past the loader");
    Files.write(efivars.resolve("LoaderEntrySelected" + VENDOR), new byte[] {7, 0});
    assertThatThrownBy(variables::booted).isInstanceOf(IOException.class);
    selected("debian.conf");
    assertThatThrownBy(variables::booted).hasMessageContaining("'debian.conf'");
    selected("holdfast-99999999999.conf");
    assertThatThrownBy(variables::booted).isInstanceOf(IOException.class);
  }

  @Test
  void recovery_is_asked_for_by_its_entry_in_the_loaders_own_variable() throws IOException {
    new LoaderVariables(efivars).startRecoveryOnce();
    byte[] written = Files.readAllBytes(efivars.resolve("LoaderEntryOneShot" + VENDOR));
    assertThat(Arrays.copyOf(written, 4)).containsExactly(7, 0, 0, 0);
    assertThat(new String(written, 4, written.length - 4, StandardCharsets.UTF_16LE))
        .isEqualTo("holdfast-recovery.conf\0");
  }

  private void selected(String entry) throws IOException {
    byte[] text = entry.getBytes(StandardCharsets.UTF_16LE);
    byte[] variable = new byte[4 + text.length];
    System.arraycopy(text, 0, variable, 4, text.length);
    Files.write(efivars.resolve("LoaderEntrySelected" + VENDOR), variable);
  }
}
