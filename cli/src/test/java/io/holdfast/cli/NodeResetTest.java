package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.machine.serial.ControlShell;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("vm")
class NodeResetTest {
  private static final String DATA = "/home/ops/orders.db";
  private static final String LIST = "/oem/holdfast/persistent";

  @TempDir private Path folder;

  @Test
  void what_the_configuration_adds_persists_and_a_reset_forgets_all_that_persists_only()
      throws Exception {
    try (LiveNode node = LiveNode.start("reset", folder)) {
      node.check("echo 'install: {bind_mounts: [/var/lib/app, /etc/app]}' >>/oem/99_install.yaml");
      node.restart("systemctl reboot");
      // It is on trial from this start on.
      node.check(
          "until holdfast status --json | grep -q '\"state\" *: *\"idle\"'; do sleep 5; done");
      assertThat(node.check("holdfast status --persistent").lines())
          .contains("/home", "/var/log", "/etc/ssh", "/var/lib/app", "/etc/app");
      assertThat(node.check("holdfast status")).doesNotContain("problem");
      node.check("echo kept >/var/lib/app/x; echo kept >/etc/app/y; echo /usr/bin >>" + LIST);
      assertThat(node.check("holdfast status --drift").lines())
          .noneMatch(line -> line.contains("/app/"));

      node.restart("systemctl reboot");
      assertThat(node.check("cat /var/lib/app/x /etc/app/y")).isEqualTo("kept\nkept");
      assertThat(node.check("holdfast status")).contains("problem", "line 3 of " + LIST);

      node.check("grep -q 'rules 1' /var/lib/rules/rules.txt");
      String identity = node.check("cat /oem/holdfast/machine-id /oem/99_install.yaml");
      ControlShell.Result refused = node.run("holdfast reset");
      assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
      assertThat(refused.output()).contains("holdfast reset --yes", "/usr/local", "demo 1.0.0");
      node.check("holdfast reset --dry-run");
      // Neither a file that root made immutable nor a loss of power keeps anything.
      node.check("chattr +i " + DATA + " && ! test -e /oem/holdfast/reset");
      node.cutPowerAt("what persisted on this node is forgotten", "holdfast reset --yes");

      node.check("! ls " + DATA + " /var/lib/app/x /etc/app/y /oem/holdfast/reset 2>/dev/null");
      assertThat(node.check("cat /oem/holdfast/machine-id /oem/99_install.yaml"))
          .isEqualTo(identity);
      assertThat(node.check("holdfast status"))
          .contains("generation 3 (demo 1.0.0, slot A, configuration ", "proven")
          .doesNotContain("problem");
      node.check("! ls /var/lib/rules/rules.txt 2>/dev/null");
      assertThat(node.check("holdfast content status")).contains("no content");
      assertThat(node.check("stat -c %U /home/ops")).isEqualTo("ops");
      node.check("mountpoint /usr/local && mountpoint /var/lib/app");

      node.check("echo kept >/home/ops/x; echo kept >/var/lib/app/x; echo gone >/var/log/x");
      node.restart("holdfast reset --keep-data --configuration --yes");
      node.check("! ls /var/log/x /oem/99_install.yaml /oem/holdfast/reset 2>/dev/null");
      assertThat(node.check("cat /home/ops/x /usr/local/.state/var/lib/app/x"))
          .as("what people and programs keep")
          .isEqualTo("kept\nkept");
      assertThat(node.check("holdfast status")).contains("proven").doesNotContain("problem");
      node.check("! id ops 2>/dev/null");
    }
  }
}
