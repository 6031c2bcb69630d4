package io.holdfast.node.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.disk.NodePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecureBootTest {
  @TempDir Path root;

  @Test
  void firmware_that_says_nothing_is_unknown() {
    assertThat(SecureBoot.of(paths())).isEqualTo(SecureBoot.UNKNOWN);
  }

  @Test
  void what_firmware_says_is_told() throws Exception {
    variable("SecureBoot", 6, 0, 0, 0, 1);
    variable("SetupMode", 6, 0, 0, 0, 0);
    assertThat(SecureBoot.of(paths())).isEqualTo(SecureBoot.ENFORCED);
    variable("SecureBoot", 6, 0, 0, 0, 0);
    assertThat(SecureBoot.of(paths())).isEqualTo(SecureBoot.OFF);
    variable("SetupMode", 6, 0, 0, 0, 1);
    assertThat(SecureBoot.of(paths())).isEqualTo(SecureBoot.SETUP);
  }

  @Test
  void a_variable_of_another_length_counts_for_nothing() throws Exception {
    variable("SecureBoot", 6, 0, 0, 0, 1, 1);
    assertThat(SecureBoot.of(paths())).isEqualTo(SecureBoot.OFF);
    variable("SecureBoot");
    assertThat(SecureBoot.of(paths())).isEqualTo(SecureBoot.OFF);
  }

  private NodePaths paths() {
    return new NodePaths(root);
  }

  private void variable(String name, int... bytes) throws IOException {
    Path efivars = Files.createDirectories(paths().sys().resolve("firmware/efi/efivars"));
    byte[] written = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      written[i] = (byte) bytes[i];
    }
    Files.write(efivars.resolve(name + "-8be4df61-93ca-11d2-aa0d-00e098032b8c"), written);
  }
}
