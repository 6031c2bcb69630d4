package io.holdfast.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageFilesTest {
  private static final String CONTROL =
      "Package: xz-utils\nVersion: 5.6.1-1\nArchitecture: all\nMaintainer: nobody <n@example.org>\n";

  @TempDir private Path folder;

  @BeforeEach
  void base() throws IOException {
    write("base/var/lib/dpkg/status", "Package: bash\nStatus: install ok installed\n");
    write("package/DEBIAN/control", CONTROL);
    write("package/DEBIAN/md5sums", "0  usr/share/mark\n");
    Path program = write("package/usr/bin/xz", "#!/bin/sh\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    write("package/usr/share/mark", "harmless\n");
  }

  @Test
  void a_package_comes_with_its_files_and_is_listed_as_installed() throws Exception {
    Additions additions = add();
    assertThat(bytes(additions, "var/lib/dpkg/status"))
        .isEqualTo(
            """
            Package: bash
            Status: install ok installed

            Package: xz-utils
            Status: install ok installed
            Version: 5.6.1-1
            Architecture: all
            Maintainer: nobody <n@example.org>
            """);
    assertThat(bytes(additions, "var/lib/dpkg/info/xz-utils.list"))
        .isEqualTo("/.\n/usr\n/usr/bin\n/usr/bin/xz\n/usr/share\n/usr/share/mark\n");
    assertThat(
            additions.inOrder().stream()
                .filter(Addition.Copy.class::isInstance)
                .map(Addition.Copy.class::cast)
                .map(each -> each.path() + " " + Integer.toOctalString(each.mode()))
                .collect(Collectors.toList()))
        .containsExactlyInAnyOrder(
            "usr/bin/xz 755", "usr/share/mark 644", "var/lib/dpkg/info/xz-utils.md5sums 644");
  }

  @Test
  void a_package_with_a_script_is_refused() throws Exception {
    write("package/DEBIAN/postinst", "#!/bin/sh\n");
    assertThatThrownBy(this::add)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("xz-utils has a script, postinst");
  }

  @Test
  void a_package_that_the_base_has_is_refused() throws Exception {
    write("base/var/lib/dpkg/status", "Package: xz-utils\nVersion: 5.8.1-1\n");
    assertThatThrownBy(this::add)
        .isInstanceOf(UnfitBaseException.class)
        .hasMessageContaining("The base has package xz-utils already");
  }

  @Test
  void a_package_cannot_be_added_to_a_base_without_a_list_of_them() throws Exception {
    Files.delete(folder.resolve("base/var/lib/dpkg/status"));
    assertThatThrownBy(this::add)
        .isInstanceOf(UnfitBaseException.class)
        .hasMessageContaining("no package of Debian can be added");
  }

  @Test
  void a_program_with_special_rights_is_refused() throws Exception {
    Files.setAttribute(folder.resolve("package/usr/bin/xz"), "unix:mode", 04755);
    assertThatThrownBy(this::add)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds /usr/bin/xz");
  }

  @Test
  void a_name_that_is_a_path_is_refused() throws Exception {
    write("package/DEBIAN/control", CONTROL.replace("xz-utils", "../../../etc/shadow"));
    assertThatThrownBy(this::add)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no name of a package");
  }

  private Additions add() throws IOException {
    Path tree = folder.resolve("base");
    BaseTree base =
        new BaseTree(
            folder.resolve("base.tar"),
            tree,
            "6.12",
            folder.resolve("kernel"),
            Digest.of(new byte[0]));
    Additions additions = new Additions(tree);
    PackageFiles.add(additions, base, List.of(folder.resolve("package")));
    return additions;
  }

  private static String bytes(Additions additions, String path) {
    return additions.inOrder().stream()
        .filter(each -> each.path().equals(path))
        .map(each -> new String(((Addition.Bytes) each).content(), StandardCharsets.UTF_8))
        .findFirst()
        .orElse("there is none");
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, text);
  }
}
