package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.machine.serial.ControlShell;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real node refuses, and that it says why and what to do. */
@Tag("vm")
class RefusedOnNodeTest {
  @TempDir private Path folder;

  @Test
  void a_refusal_is_exit_code_3_with_its_reason_and_what_to_do() throws Exception {
    try (LiveNode node = LiveNode.start("refused", folder)) {
      refused(node, "holdfast recover", "runs a generation", "holdfast status");
      refused(node, "holdfast extension remove none", "has none of that name", "extension list");
      refused(node, "holdfast queue drop none", "no change of it waits", "holdfast queue");
      refused(node, "holdfast content apply none --from /run/repo", "no channel none", "Declare");
      refused(node, "holdfast revert --to 7", "is not held", "holdfast status");
    }
  }

  private static void refused(LiveNode node, String command, String why, String what)
      throws Exception {
    ControlShell.Result result = node.run(command + " 2>&1");
    assertThat(result.exitCode()).as(result.output()).isEqualTo(ExitCode.REFUSED);
    assertThat(result.output()).contains(why, what).doesNotContain("Exception");
  }
}
