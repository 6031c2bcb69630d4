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

  @Test
  void with_a_configuration_the_installer_is_given_it_and_its_disk() throws Exception {
    Files.createDirectories(folder.resolve("order/trust"));
    Files.writeString(folder.resolve("order/disk"), "/dev/nvme0n1\n");
    Files.writeString(folder.resolve("order/node.yaml"), CONFIGURATION);
    Files.writeString(folder.resolve("order/trust/1.pub"), "");

    assertThat(installs())
        .containsExactly(
            "chroot ROOT /usr/bin/holdfast install --from RUN/medium/repository --disk /dev/nvme0n1"
                + " --config RUN/order/node.yaml --trust RUN/order/trust/1.pub",
            "code 3");
  }

  @Test
  void without_one_the_installer_asks_at_every_console_and_keyboards_are_watched_for_meanwhile()
      throws Exception {
    Files.createDirectories(folder.resolve("order/trust"));
    Files.writeString(folder.resolve("order/trust/1.pub"), "");

    assertThat(installs())
        .containsExactly(
            "chroot ROOT /usr/bin/holdfast install --from RUN/medium/repository --ask-at /dev/tty0"
                + " --ask-at /dev/ttyS0 --trust RUN/order/trust/1.pub",
            "code 3",
            "no more keyboards");
  }

  /** What the script does to install, with stand-ins for what it would change or start. */
  private List<String> installs() throws Exception {
    String script = new String(InitScript.of("medium/init.sh"), StandardCharsets.UTF_8);
    int end = script.indexOf("\nmount_kernel_folders\nread_root_hash\n");
    assertThat(end).as("where the script begins to act").isPositive();
    Files.createDirectories(folder.resolve("run"));
    Path file =
        Files.writeString(
            folder.resolve("script"),
            script.substring(0, end)
                + """

                mount() { :; }
                share_kernel_folders() { :; }
                find_consoles() { consoles='tty0 ttyS0'; }
                show() { :; }
                watch_for_keyboards() { exec sleep 20; }
                chroot() { echo "chroot $*" >>$HERE/deeds; return 3; }
                HERE=%s ROOT=ROOT RUN=run ORDER=order
                install
                echo "code $code" >>deeds
                [ -z "$keyboards" ] || wait "$keyboards"
                # As of a program that SIGTERM ended.
                [ $? = 143 ] && echo 'no more keyboards' >>deeds
                :
                """
                    .formatted(folder));
    Command.of("sh", "-c", "cd " + folder + " && sh " + file).check();
    return Files.readAllLines(folder.resolve("deeds")).stream()
        .map(line -> line.replace("run/", "RUN/"))
        .toList();
  }

  private InstallOrder order() {
    return new InstallOrder(
        InstallOrder.Ending.SWITCH_OFF,
        trusted,
        new InstallOrder.Node("auto", CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
  }
}
