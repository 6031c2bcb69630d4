package io.holdfast.node.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GreenbootSettingsTest {
  @TempDir private Path folder;

  @Test
  void a_list_over_several_lines_with_comments_and_quotes_is_understood() throws IOException {
    assertThat(
            disabled(
                """
                # DISABLED_HEALTHCHECKS=(commented.sh)
                GREENBOOT_MAX_BOOT_ATTEMPTS=3
                GREENBOOT_MONITOR_SERVICES="sshd NetworkManager"
                MY_DISABLED_HEALTHCHECKS=(other.sh)
                  DISABLED_HEALTHCHECKS=(  # these
                    01_a.sh "02 b.sh"	'03_$c.sh'
                    04_d.s"h"  )  # and no more
                """))
        .containsExactlyInAnyOrder("01_a.sh", "02 b.sh", "03_$c.sh", "04_d.sh");
  }

  @Test
  void of_several_lists_the_last_counts_and_one_may_add() throws IOException {
    assertThat(disabled("DISABLED_HEALTHCHECKS=(a)\nDISABLED_HEALTHCHECKS=(b)\n"))
        .isEqualTo(Set.of("b"));
    assertThat(disabled("DISABLED_HEALTHCHECKS=(a)\r\nDISABLED_HEALTHCHECKS+=(b)"))
        .isEqualTo(Set.of("a", "b"));
    assertThat(disabled("DISABLED_HEALTHCHECKS=(a)\nDISABLED_HEALTHCHECKS=()")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DISABLED_HEALTHCHECKS=a.sh",
        "DISABLED_HEALTHCHECKS",
        "DISABLED_HEALTHCHECKS[0]=a.sh",
        "DISABLED_HEALTHCHECKS= (a)",
        "DISABLED_HEALTHCHECKS=(a",
        "DISABLED_HEALTHCHECKS=(a # )",
        "DISABLED_HEALTHCHECKS=(\"a)",
        "DISABLED_HEALTHCHECKS=('a)",
        "DISABLED_HEALTHCHECKS=($(reboot))",
        "DISABLED_HEALTHCHECKS=(`reboot`)",
        "DISABLED_HEALTHCHECKS=(\"$HOME\")",
        "DISABLED_HEALTHCHECKS=(\"a\\\"b\")",
        "DISABLED_HEALTHCHECKS=(*.sh)",
        "DISABLED_HEALTHCHECKS=({a,b}.sh)",
        "DISABLED_HEALTHCHECKS=(a\\ b)",
        "DISABLED_HEALTHCHECKS=(a; reboot)",
        "DISABLED_HEALTHCHECKS=(a <(reboot))",
        "declare -a DISABLED_HEALTHCHECKS=(a)",
        "true; DISABLED_HEALTHCHECKS=(a)"
      })
  void what_needs_a_shell_is_refused_and_not_run(String text) {
    assertThatThrownBy(() -> disabled("#\n" + text + "\n"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("line ");
  }

  @Test
  void a_hostile_file_is_read_only_so_far() throws IOException {
    String many = "x".repeat(70_000);
    Path large = Files.writeString(folder.resolve("large"), "#" + many);
    assertThatThrownBy(() -> GreenbootSettings.read(large)).hasMessageContaining("more than");
    StringBuilder names = new StringBuilder("DISABLED_HEALTHCHECKS=(");
    for (int i = 0; i < 300; i++) {
      names.append(' ').append(i);
    }
    assertThatThrownBy(() -> disabled(names + ")")).hasMessageContaining("more than 200");
    assertThatThrownBy(() -> GreenbootSettings.read(folder)).isInstanceOf(IOException.class);
  }

  @Test
  void bytes_that_are_no_text_and_a_file_that_is_not_there_disable_nothing() throws IOException {
    Path file = Files.write(folder.resolve("bytes"), new byte[] {0, (byte) 0xff, 10, 40, 27});
    assertThat(GreenbootSettings.read(file)).isEqualTo(GreenbootSettings.NONE);
    assertThat(GreenbootSettings.read(folder.resolve("gone"))).isEqualTo(GreenbootSettings.NONE);
  }

  private static Set<String> disabled(String text) throws IOException {
    return GreenbootSettings.parse(text).disabled();
  }
}
