package io.holdfast.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTarTest {
  @TempDir Path folder;

  @Test
  void what_is_added_replaces_what_the_base_has() throws IOException {
    Path base = tar("base.tar", Map.of("etc/motd", "old", "etc/hosts", "kept"));
    Additions additions = additions();
    additions.file("etc/motd", "new", 0644);
    assertThat(compose(base, additions))
        .containsEntry("etc/motd", "new")
        .containsEntry("etc/hosts", "kept");
  }

  @Test
  void no_private_key_that_a_package_made_is_in_an_image() throws IOException {
    Path base =
        tar(
            "base.tar",
            Map.of(
                "etc/ssh/ssh_host_ed25519_key", "-----BEGIN OPENSSH PRIVATE KEY-----",
                "etc/ssh/ssh_host_rsa_key", "-----BEGIN OPENSSH PRIVATE KEY-----",
                "etc/ssl/private/ssl-cert-snakeoil.key", "-----BEGIN PRIVATE KEY-----",
                "etc/ssh/sshd_config", "Port 22"));
    Map<String, String> image = compose(base, additions());
    assertThat(image).containsOnlyKeys("etc/ssh/sshd_config");
    assertThat(image.values()).noneMatch(text -> text.contains("PRIVATE KEY"));
  }

  @Test
  void what_belongs_to_the_building_host_or_to_no_image_is_left_out() throws IOException {
    Path base =
        tar(
            "base.tar",
            Map.of(
                "etc/resolv.conf", "nameserver 192.0.2.1",
                "boot/vmlinuz", "kernel",
                "var/cache/apt/pkgcache.bin", "x",
                "var/lib/dpkg/status", "kept"));
    assertThat(compose(base, additions())).containsOnlyKeys("var/lib/dpkg/status");
  }

  @Test
  void the_same_inputs_give_the_same_bytes() throws IOException {
    Path base = tar("base.tar", Map.of("etc/hosts", "a"));
    Additions one = additions();
    one.file("b", "b", 0644);
    one.file("a", "a", 0644);
    Additions other = additions();
    other.file("a", "a", 0644);
    other.file("b", "b", 0644);
    ImageTar.compose(base, one, folder.resolve("one.tar"));
    ImageTar.compose(base, other, folder.resolve("other.tar"));
    assertThat(folder.resolve("one.tar")).hasSameBinaryContentAs(folder.resolve("other.tar"));
  }

  @Test
  void a_path_through_a_link_of_the_base_goes_where_the_link_points() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Files.createDirectories(tree.resolve("usr/lib"));
    Files.createSymbolicLink(tree.resolve("lib"), Path.of("usr/lib"));
    Additions additions = new Additions(tree);
    additions.file("/lib/firmware/blob", "x", 0644);
    assertThat(additions.replaces("usr/lib/firmware/blob")).isTrue();
  }

  @Test
  void no_path_steps_out_of_the_image() {
    assertThat(ImageTar.cleanPath("../../etc/passwd")).isEqualTo("etc/passwd");
    assertThat(ImageTar.cleanPath("/a/./b/../c//d/")).isEqualTo("a/c/d");
  }

  @Test
  void layers_are_laid_over_each_other_with_their_whiteouts() throws IOException {
    Path lower = tar("lower.tar", Map.of("a", "1", "b/c", "1", "b/d", "1", "e/f", "1"));
    Path upper =
        tar("upper.tar", Map.of("a", "2", "b/.wh.c", "", "e/.wh..wh..opq", "", "e/g", "2"));
    Path merged = folder.resolve("merged.tar");
    new TarLayers(List.of(lower, upper)).mergeInto(merged);
    assertThat(read(merged))
        .containsOnly(Map.entry("a", "2"), Map.entry("b/d", "1"), Map.entry("e/g", "2"));
  }

  private Additions additions() {
    return new Additions(folder.resolve("no-tree"));
  }

  private Map<String, String> compose(Path base, Additions additions) throws IOException {
    Path image = folder.resolve("image.tar");
    ImageTar.compose(base, additions, image);
    return read(image);
  }

  private Path tar(String name, Map<String, String> files) throws IOException {
    Path tar = folder.resolve(name);
    try (TarArchiveOutputStream output = ImageTar.newTar(Files.newOutputStream(tar))) {
      for (Map.Entry<String, String> file : new java.util.TreeMap<>(files).entrySet()) {
        byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), TarConstants.LF_NORMAL);
        entry.setSize(bytes.length);
        output.putArchiveEntry(entry);
        output.write(bytes);
        output.closeArchiveEntry();
      }
    }
    return tar;
  }

  private static Map<String, String> read(Path tar) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (InputStream stream = Files.newInputStream(tar);
        TarArchiveInputStream input = new TarArchiveInputStream(stream)) {
      for (TarArchiveEntry entry = input.getNextEntry();
          entry != null;
          entry = input.getNextEntry()) {
        if (entry.isFile()) {
          files.put(
              ImageTar.cleanPath(entry.getName()),
              new String(input.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return files;
  }
}
