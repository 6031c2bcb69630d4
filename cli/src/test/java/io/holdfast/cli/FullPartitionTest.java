package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.machine.serial.ControlShell;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real node whose persistent partition has no room left. */
@Tag("vm")
class FullPartitionTest {
  /** Half of what content must leave free stays: the file system needs some itself. */
  private static final String FILL =
      "fallocate -l $(($(df --output=avail -B1 /usr/local | tail -n1) - 8388608)) /usr/local/full"
          + " && sync";

  @TempDir private Path folder;

  @Test
  void what_has_no_room_is_refused_and_nothing_of_it_is_staged() throws Exception {
    try (LiveNode node = LiveNode.start("full", folder)) {
      String before = node.check("holdfast status --json | grep -v '\"boot\\|uptime'");
      node.check(FILL);
      refused(node, "holdfast content apply rules --from /run/repo --version 5");
      refused(node, "holdfast extension add loyalty --from /run/repo --no-reboot");
      assertThat(node.check("ls -A /usr/local/.state/holdfast/content/*"))
          .as("nothing is half staged")
          .doesNotContain(".new-")
          .doesNotContain("extension-release");
      assertThat(node.check("holdfast status")).contains("trial            none");
      assertThat(node.check("head -qn1 /var/lib/rules/rules.txt")).isEqualTo("rules 1");

      node.check("rm /usr/local/full; sync");
      assertThat(node.check("holdfast status --json | grep -v '\"boot\\|uptime'"))
          .as("as if nothing had been asked for")
          .isEqualTo(before);
      node.check("holdfast content apply rules --from /run/repo --version 5");
    }
  }

  private static void refused(LiveNode node, String command) throws Exception {
    ControlShell.Result result = node.run(command + " 2>&1");
    assertThat(result.exitCode()).as(result.output()).isEqualTo(ExitCode.REFUSED);
    assertThat(result.output()).contains("must stay free");
  }
}
