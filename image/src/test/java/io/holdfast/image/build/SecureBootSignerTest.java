package io.holdfast.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.tools.ToolsTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With another program than the one that signs. */
@Tag("tools")
class SecureBootSignerTest {
  private static final String LOADER = "usr/lib/systemd/boot/efi/systemd-bootx64.efi";

  private final ToolsTree tools = new ToolsTree(Path.of(System.getProperty("holdfast.tools", "/")));

  @TempDir Path folder;

  @Test
  void what_is_signed_is_verified_by_its_certificate_and_by_no_other() throws Exception {
    KeyFolder keys = KeyFolder.create(folder.resolve("keys"), null);
    KeyFolder others = KeyFolder.create(folder.resolve("others"), null);
    Path program = folder.resolve("loader.efi");
    Files.copy(tools.folder().resolve(LOADER), program);
    assertThat(verifies(program, keys)).as("before it is signed").isFalse();
    SecureBootSigner.of(keys.secureBoot()).sign(program);
    assertThat(verifies(program, keys)).as("by its own certificate").isTrue();
    assertThat(verifies(program, others)).as("by another").isFalse();
  }

  private boolean verifies(Path program, KeyFolder keys) throws Exception {
    String certificate = keys.secureBootCertificateFile().toString();
    return tools
        .command(
            List.of(folder),
            List.of(),
            List.of("sbverify", "--cert", certificate, program.toString()))
        .run()
        .succeeded();
  }
}
