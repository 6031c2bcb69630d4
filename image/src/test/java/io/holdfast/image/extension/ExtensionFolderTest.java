package io.holdfast.image.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.host.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionFolderTest {
  private static final String FITS = "ID=debian\nVERSION_ID=13\n";

  @TempDir Path folder;

  @Test
  void usr_and_opt_become_an_extension_that_systemd_reads_again_for() throws Exception {
    put("usr/lib/driver/run");
    put("opt/driver/data");
    ExtensionFolder read = ExtensionFolder.read(folder, "driver", FITS);
    assertThat(read.tops()).containsExactly("opt", "usr");
    assertThat(read.release()).isEqualTo(FITS + "EXTENSION_RELOAD_MANAGER=1\n");
    assertThat(read.releasePath())
        .isEqualTo("usr/lib/extension-release.d/extension-release.driver");
  }

  @Test
  void the_folder_may_say_itself_what_it_fits() throws Exception {
    put("usr/lib/driver/run");
    Files.writeString(
        put("usr/lib/extension-release.d/extension-release.driver"),
        "ID=_any\nEXTENSION_RELOAD_MANAGER=0\n");
    assertThat(ExtensionFolder.read(folder, "driver", null).release())
        .as("as its author wants it")
        .isEqualTo("ID=_any\nEXTENSION_RELOAD_MANAGER=0\n");
    refused(FITS, "options say it again");
    refused("other", null, "which is not of other");
  }

  @Test
  void what_says_nowhere_what_it_fits_is_refused() throws Exception {
    put("usr/lib/driver/run");
    refused(null, "nothing says which system it fits");
    refused("VERSION_ID=13\n", "has no ID");
    refused("nonsense", "cannot be read");
  }

  @Test
  void a_folder_that_would_replace_more_than_it_may_is_refused() throws Exception {
    for (String path :
        List.of(
            "usr/lib/os-release",
            "usr/lib/holdfast/early",
            "usr/bin/holdfast",
            "usr/lib/verity.d/mine.crt",
            "usr/local/bin/tool")) {
      Path file = put(path);
      refused(FITS, "it holds usr/");
      Files.delete(file);
      clean();
    }
    put("etc/passwd");
    refused(FITS, "it holds etc, and only folders usr and opt");
  }

  @Test
  void an_empty_folder_and_a_wrong_name_are_refused() throws Exception {
    refused(FITS, "it has neither usr nor opt");
    assertThatThrownBy(() -> ExtensionFolder.read(folder.resolve("none"), "driver", FITS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("There is no folder");
    for (String name : List.of("", "../driver", "Driver", "a.b")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ExtensionFolder.read(folder, name, FITS));
    }
  }

  @Test
  void a_pipe_is_refused() throws Exception {
    put("usr/lib/driver/run");
    new ProcessBuilder("mkfifo", folder.resolve("usr/pipe").toString()).start().waitFor();
    refused(FITS, "usr/pipe is a device, a pipe or a socket");
  }

  private Path put(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, path);
  }

  private void clean() throws IOException {
    FileTree.delete(folder.resolve("usr"));
  }

  private void refused(@Nullable String fits, String why) {
    refused("driver", fits, why);
  }

  private void refused(String name, @Nullable String fits, String why) {
    assertThatThrownBy(() -> ExtensionFolder.read(folder, name, fits))
        .isInstanceOf(ExtensionRefusedException.class)
        .hasMessageContaining("cannot become an extension")
        .hasMessageContaining(why);
  }
}
