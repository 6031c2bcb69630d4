package io.holdfast.inventory.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.Samples;
import io.holdfast.release.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootScanTest {
  private static final String DEBIAN = "ID=debian\nVERSION_ID=\"13\"\n";

  @TempDir private Path tree;

  @Test
  void a_package_of_dpkg_says_where_it_comes_from() throws Exception {
    dpkg(
        """
        Package: liblzma5
        Status: install ok installed
        Maintainer: Some One <a@b>
        Architecture: amd64
        Multi-Arch: same
        Source: xz-utils (5.6.1-2)
        Version: 5.6.1-2+b1
        Description: one
         and a further line: with a colon

        Package: gone
        Status: deinstall ok config-files
        Version: 1
        """);
    write("var/lib/dpkg/info/liblzma5:amd64.list", "/.\n/usr\n/usr/lib/liblzma.so.5\n");
    write("usr/lib/liblzma.so.5", "code");
    write(
        "usr/share/doc/liblzma5/copyright",
        """
        Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

        Files: *
        License: PD or GPL-2+
         Text of it.

        Files: debian/*
        License: GPL-2+
        """);
    Inventory inventory = inventory();
    assertThat(inventory.components()).hasSize(1);
    Component liblzma = inventory.components().getFirst();
    assertThat(liblzma)
        .isEqualTo(
            new Component(
                Component.Kind.PACKAGE,
                Ecosystem.DEB,
                "liblzma5",
                "5.6.1-2+b1",
                "amd64",
                "Some One <a@b>",
                List.of("GPL-2+", "PD or GPL-2+"),
                "xz-utils",
                "5.6.1-2",
                "pkg:deb/debian/liblzma5@5.6.1-2%2Bb1?arch=amd64&distro=debian-13"
                    + "&upstream=xz-utils%405.6.1-2",
                "",
                List.of(Samples.file("/usr/lib/liblzma.so.5", "code"))));
  }

  @Test
  void a_licence_is_found_through_the_link_to_another_packages_documents() throws Exception {
    installed("libc-bin");
    write("usr/share/doc/libc6/copyright", "Format: x\n\nFiles: *\nLicense: LGPL-2.1\n");
    Files.createSymbolicLink(tree.resolve("usr/share/doc/libc-bin"), Path.of("libc6"));
    assertThat(inventory().components().getFirst().licences()).containsExactly("LGPL-2.1");
  }

  @Test
  void a_file_is_found_though_its_package_names_it_through_a_link() throws Exception {
    installed("mount");
    write("var/lib/dpkg/info/mount.list", "/bin\n/bin/mount\n/var/run/x\n");
    Files.createSymbolicLink(tree.resolve("bin"), Path.of("usr/bin"));
    write("usr/bin/mount", "code");
    write("run/x", "x");
    Files.createSymbolicLink(tree.resolve("var/run"), Path.of("../run"));
    assertThat(inventory().components().getFirst().files())
        .containsExactly(Samples.file("/run/x", "x"), Samples.file("/usr/bin/mount", "code"));
  }

  @Test
  void what_dpkg_keeps_of_a_package_belongs_to_that_package_alone() throws Exception {
    installed("python3", "python3.13");
    for (String name : List.of("python3.list", "python3:amd64.md5sums", "python3.13.list")) {
      write("var/lib/dpkg/info/" + name, "/.\n");
    }
    assertThat(RootReader.ofTree(tree).inventory(Samples.SUBJECT).components())
        .extracting(each -> each.files().stream().map(FileEntry::path).toList())
        .containsExactly(
            List.of("/var/lib/dpkg/info/python3.list", "/var/lib/dpkg/info/python3:amd64.md5sums"),
            List.of("/var/lib/dpkg/info/python3.13.list"));
  }

  @Test
  void a_diverted_file_belongs_to_whom_it_was_diverted_from() throws Exception {
    installed("one", "two");
    write("var/lib/dpkg/info/one.list", "/bin/tool\n");
    write("var/lib/dpkg/info/two.list", "/bin/tool\n");
    write("var/lib/dpkg/diversions", "/bin/tool\n/bin/tool.other\ntwo\n");
    write("bin/tool", "of two");
    write("bin/tool.other", "of one");
    assertThat(inventory().components())
        .extracting(each -> each.files().getFirst())
        .containsExactly(
            Samples.file("/bin/tool.other", "of one"), Samples.file("/bin/tool", "of two"));
  }

  @Test
  void packages_of_an_image_made_without_dpkg_are_found() throws Exception {
    write("usr/lib/os-release", DEBIAN);
    write("var/lib/dpkg/status.d/tz", "Package: tzdata\nVersion: 2025a\nArchitecture: all\n");
    write("var/lib/dpkg/status.d/tzdata.md5sums", "d41d8cd98f00b204e9800998ecf8427e  usr/zone\n");
    write("usr/zone", "z");
    assertThat(inventory().components().getFirst().files())
        .containsExactly(Samples.file("/usr/zone", "z"));
  }

  @Test
  void a_package_of_apk_has_its_files() throws Exception {
    write("etc/os-release", "ID=alpine\nVERSION_ID=3.20.1\n");
    write(
        "lib/apk/db/installed",
        """
        C:Q1abc
        P:xz-libs
        V:5.6.2-r0
        A:x86_64
        L:GPL-2.0-or-later
        o:xz
        m:A <a@b>
        F:usr/lib
        R:liblzma.so.5.6.2
        a:0:0:755
        F:
        R:top
        """);
    write("usr/lib/liblzma.so.5.6.2", "code");
    write("top", "t");
    Component xz = inventory().components().getFirst();
    assertThat(xz.purl())
        .isEqualTo("pkg:apk/alpine/xz-libs@5.6.2-r0?arch=x86_64&distro=alpine-3.20.1&upstream=xz");
    assertThat(xz.files()).hasSize(2);
    assertThat(xz.licences()).containsExactly("GPL-2.0-or-later");
  }

  @Test
  void kernel_modules_and_runtime_are_told_apart() throws Exception {
    installed("linux-image");
    write(
        "var/lib/dpkg/info/linux-image.list",
        "/boot/vmlinuz-6.12\n/usr/lib/modules/6.12/kernel/a.ko.xz\n");
    write("boot/vmlinuz-6.12", "kernel");
    write("usr/lib/modules/6.12/kernel/a.ko.xz", "module");
    write("opt/java/release", "JAVA_VERSION=\"25.0.1\"\nIMPLEMENTOR=\"Debian\"\n");
    write("opt/java/bin/java", "java");
    write("opt/other/release", "not = a runtime");
    Inventory inventory = inventory();
    assertThat(inventory.components())
        .extracting(Component::kind, Component::version, each -> each.files().size())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Component.Kind.PACKAGE, "1", 1),
            org.assertj.core.groups.Tuple.tuple(Component.Kind.KERNEL, "6.12", 1),
            org.assertj.core.groups.Tuple.tuple(Component.Kind.RUNTIME, "25.0.1", 2));
    assertThat(inventory.unowned()).extracting(FileEntry::path).contains("/opt/other/release");
  }

  @Test
  void a_tar_gives_what_the_tree_gives() throws Exception {
    installed("mount");
    write("var/lib/dpkg/info/mount.list", "/bin/mount\n");
    write("usr/bin/mount", "code");
    Files.createSymbolicLink(tree.resolve("bin"), Path.of("usr/bin"));
    Files.createLink(tree.resolve("usr/bin/again"), tree.resolve("usr/bin/mount"));
    Inventory fromTar =
        withoutDatabases(
            RootReader.ofTar(new ByteArrayInputStream(tar())).inventory(Samples.SUBJECT));
    assertThat(fromTar).isEqualTo(inventory());
    assertThat(fromTar.unowned()).contains(Samples.file("/usr/bin/again", "code"));
  }

  @Test
  void what_is_left_out_says_what_the_rest_is() throws Exception {
    RootScan scan = new RootScan();
    scan.leftOut("var/lib/dpkg/status", bytes("Package: a\nStatus: x ok installed\nVersion: 1\n"));
    scan.leftOut("usr/share/doc/a/copyright", bytes("Format: x\n\nFiles: *\nLicense: MIT\n"));
    scan.leftOut("boot/vmlinuz-1", bytes("kernel"));
    scan.leftOut("tmp/other", bytes("other"));
    Inventory inventory = scan.inventory(Samples.SUBJECT);
    assertThat(inventory.components()).hasSize(2);
    assertThat(inventory.components().getFirst().licences()).containsExactly("MIT");
    assertThat(inventory.unowned()).isEmpty();
    assertThat(inventory.fileCount()).isEqualTo(1);
  }

  @Test
  void a_file_that_comes_again_replaces_the_one_before() throws Exception {
    RootScan scan = new RootScan();
    scan.file("a", bytes("one"));
    scan.file("a", bytes("two"));
    assertThat(scan.inventory(Samples.SUBJECT).unowned())
        .containsExactly(new FileEntry("/a", Digest.of("two".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void links_in_a_circle_end() throws Exception {
    installed("a");
    write("var/lib/dpkg/info/a.list", "/x/file\n/self/file\n");
    Files.createSymbolicLink(tree.resolve("x"), Path.of("y"));
    Files.createSymbolicLink(tree.resolve("y"), Path.of("x"));
    Files.createSymbolicLink(tree.resolve("self"), Path.of("self/../self"));
    assertThat(inventory().components().getFirst().files()).isEmpty();
  }

  @Test
  void an_rpm_database_of_before_2020_is_refused_with_what_to_do() throws Exception {
    write("var/lib/rpm/Packages", "Berkeley");
    assertThatThrownBy(this::inventory)
        .isInstanceOf(CollectException.class)
        .hasMessageContaining("rpm --rebuilddb");
  }

  private void installed(String... names) throws IOException {
    StringBuilder status = new StringBuilder();
    for (String name : names) {
      status.append("Package: ").append(name).append("\nStatus: install ok installed\n");
      status.append("Version: 1\nArchitecture: amd64\n\n");
    }
    dpkg(status.toString());
  }

  private void dpkg(String status) throws IOException {
    write("usr/lib/os-release", DEBIAN);
    write("var/lib/dpkg/status", status);
  }

  private Inventory inventory() throws IOException {
    return withoutDatabases(RootReader.ofTree(tree).inventory(Samples.SUBJECT));
  }

  /** They belong to nobody and are beside the point. */
  private static Inventory withoutDatabases(Inventory inventory) {
    return new Inventory(
        inventory.subject(),
        inventory.components().stream()
            .map(each -> each.withFiles(withoutDatabases(each.files())))
            .toList(),
        withoutDatabases(inventory.unowned()));
  }

  private static List<FileEntry> withoutDatabases(List<FileEntry> files) {
    return files.stream().filter(file -> !file.path().startsWith("/var/lib/")).toList();
  }

  private void write(String path, String content) throws IOException {
    Path file = tree.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The tree of one test, with a hard link. */
  private byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (String path : List.of("usr/lib/os-release", "usr/bin/mount")) {
        put(tar, path, path);
      }
      for (String path : List.of("var/lib/dpkg/status", "var/lib/dpkg/info/mount.list")) {
        put(tar, "./" + path, path);
      }
      TarArchiveEntry again = new TarArchiveEntry("./usr/bin/again", TarConstants.LF_LINK);
      again.setLinkName("./usr/bin/mount");
      tar.putArchiveEntry(again);
      tar.closeArchiveEntry();
      TarArchiveEntry bin = new TarArchiveEntry("./bin", TarConstants.LF_SYMLINK);
      bin.setLinkName("usr/bin");
      tar.putArchiveEntry(bin);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private void put(TarArchiveOutputStream tar, String name, String path) throws IOException {
    byte[] content = Files.readAllBytes(tree.resolve(path));
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
