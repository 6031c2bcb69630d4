package io.holdfast.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseTreeTest {
  @TempDir Path tree;

  @BeforeEach
  void put_all_that_is_needed() throws IOException {
    file("usr/lib/systemd/systemd");
    for (String program :
        List.of(
            "systemctl",
            "journalctl",
            "dracut",
            "veritysetup",
            "mount",
            "blkid",
            "switch_root",
            "modprobe",
            "sfdisk",
            "taskset",
            "useradd")) {
      file("usr/bin/" + program);
    }
    file("usr/lib/modules/6.12.1/kernel/x.ko");
    file("boot/vmlinuz-6.12.1");
  }

  @Test
  void a_fit_base_tells_its_kernel() throws IOException {
    BaseTree base = inspect();
    assertThat(base.kernelVersion()).isEqualTo("6.12.1");
    assertThat(base.kernel()).isEqualTo(tree.resolve("boot/vmlinuz-6.12.1"));
  }

  @Test
  void all_that_a_base_lacks_is_told_at_once() throws IOException {
    Files.delete(tree.resolve("usr/lib/systemd/systemd"));
    Files.delete(tree.resolve("usr/bin/dracut"));
    assertThatThrownBy(this::inspect)
        .isInstanceOf(UnfitBaseException.class)
        .hasMessageContaining("systemd")
        .hasMessageContaining("dracut");
  }

  @Test
  void a_base_without_kernel_or_with_two_is_refused() throws IOException {
    Files.delete(tree.resolve("boot/vmlinuz-6.12.1"));
    assertThatThrownBy(this::inspect).hasMessageContaining("Install the kernel itself");
    file("usr/lib/modules/6.12.2/kernel/x.ko");
    assertThatThrownBy(this::inspect).hasMessageContaining("2 kernels");
  }

  private BaseTree inspect() throws IOException {
    return BaseTree.inspect(tree.resolve("base.tar"), tree, Digest.of(new byte[0]));
  }

  private void file(String path) throws IOException {
    Path file = tree.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
  }
}
