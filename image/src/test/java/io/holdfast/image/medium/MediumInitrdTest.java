package io.holdfast.image.medium;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.host.Command;
import io.holdfast.image.build.InitScript;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.TrustedKeys;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediumInitrdTest {
  private static final String CONFIGURATION = "#cloud-config\nhostname: edge\n";

  private final TrustedKeys trusted = new TrustedKeys(List.of(SigningKey.generate().publicKey()));

  @TempDir Path folder;

  @Test
  void it_holds_process_1_and_the_order_each_behind_its_folder() throws Exception {
    Map<String, String> entries = new LinkedHashMap<>();
    try (InputStream bytes = Files.newInputStream(MediumInitrd.make(order(), folder));
        CpioArchiveInputStream cpio = new CpioArchiveInputStream(bytes)) {
      for (CpioArchiveEntry entry = cpio.getNextEntry();
          entry != null;
          entry = cpio.getNextEntry()) {
        String text = new String(cpio.readAllBytes(), StandardCharsets.UTF_8);
        entries.put(Long.toOctalString(entry.getMode()) + " " + entry.getName(), text);
      }
    }
    assertThat(entries)
        .containsOnlyKeys(
            "40700 order",
            "40700 order/trust",
            "100600 order/disk",
            "100600 order/node.yaml",
            "100600 order/trust/1.pub",
            "100755 init")
        .containsEntry("100600 order/node.yaml", CONFIGURATION);
    assertThat(List.copyOf(entries.keySet()).indexOf("40700 order/trust")).isEqualTo(1);
    assertThat(entries.get("100755 init")).startsWith("#!/bin/sh\n").contains("holdfast.then");
  }

  @Test
  void the_same_order_gives_the_same_bytes() throws Exception {
    byte[] one = Files.readAllBytes(MediumInitrd.make(order(), folder));
    assertThat(MediumInitrd.make(order(), folder)).hasBinaryContent(one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dracut/init.sh", "medium/init.sh"})
  void the_parts_of_process_1_are_one_script(String own) throws Exception {
    Path script = Files.write(folder.resolve("init"), InitScript.of(own));
    Command.of("sh", "-n", script.toString()).check();
    assertThat(Files.readString(script)).containsOnlyOnce("#!/bin/sh").contains("\nfail() {");
  }

  private InstallOrder order() {
    return new InstallOrder(
        InstallOrder.Ending.SWITCH_OFF,
        trusted,
        new InstallOrder.Node("auto", CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
  }
}
