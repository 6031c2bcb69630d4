package io.holdfast.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.document.CycloneDxReader;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseInventoryTest {
  private static final Inventory.Subject SUBJECT =
      new Inventory.Subject(Inventory.Subject.Kind.RELEASE, "edge", "1.0.0", 1_767_225_600);

  private static final String STATUS =
      "Package: xz-utils\nStatus: install ok installed\nVersion: 5.6.1-1\nArchitecture: amd64\n";

  @TempDir private Path folder;

  @Test
  void every_file_of_the_image_is_in_it_with_the_digest_it_has_there() throws Exception {
    Map<String, byte[]> image = compose(base());
    Map<String, Digest> digests = new HashMap<>();
    image.forEach((path, bytes) -> digests.put("/" + path, Digest.of(bytes)));
    digests.remove("/" + ReleaseInventory.PLACE);
    // The kernel is in the kernel image, not in the root.
    digests.put("/boot/vmlinuz-6.12", digest("kernel"));
    Inventory inventory = inventory();
    Map<String, Digest> listed = new HashMap<>();
    Stream.concat(
            inventory.unowned().stream(),
            inventory.components().stream().flatMap(each -> each.files().stream()))
        .forEach(file -> listed.put(file.path(), file.digest()));
    assertThat(listed).isEqualTo(digests).containsEntry("/etc/motd", digest("new"));
  }

  @Test
  void the_image_carries_the_document_that_lies_beside_it() throws Exception {
    byte[] inside = compose(base()).get(ReleaseInventory.PLACE);
    assertThat(inside).isEqualTo(Files.readAllBytes(ReleaseInventory.document(folder)));
  }

  @Test
  void a_package_knows_its_files_and_the_licence_that_the_image_leaves_out() throws Exception {
    assertThat(compose(base())).doesNotContainKey("usr/share/doc/xz-utils/copyright");
    Component xz = inventory().components().getFirst();
    assertThat(xz.licences()).containsExactly("0BSD");
    assertThat(xz.files()).contains(new FileEntry("/usr/bin/xz", digest("code"))).hasSize(2);
    assertThat(Files.readString(ReleaseInventory.packages(folder)))
        .isEqualTo("xz-utils 5.6.1-1 amd64\n");
  }

  @Test
  void a_base_whose_digests_are_known_gives_the_same_inventory_and_is_not_hashed_again()
      throws Exception {
    Map<String, byte[]> image = compose(base());
    Path tar = folder.resolve("base.tar");
    Path file = folder.resolve("digests");
    BaseFiles.write(BaseFiles.of(tar), file);
    BaseFiles known = BaseFiles.read(file);
    assertThat(known).isEqualTo(BaseFiles.of(tar));
    assertThat(known.digests()).containsEntry("usr/bin/xz", digest("code")).hasSize(base().size());
    Map<String, byte[]> again = compose(base(), known);
    assertThat(again.keySet()).isEqualTo(image.keySet());
    again.forEach((path, bytes) -> assertThat(bytes).as(path).isEqualTo(image.get(path)));
    Map<String, Digest> others = new HashMap<>(known.digests());
    others.replaceAll((_, _) -> digest("believed"));
    compose(base(), new BaseFiles(others));
    assertThat(inventory().components().getFirst().files())
        .contains(new FileEntry("/usr/bin/xz", digest("believed")));
    assertThat(inventory().unowned())
        .contains(new FileEntry("/etc/motd", digest("new")))
        .contains(new FileEntry("/var/lib/dpkg/status", digest(STATUS)));
  }

  @Test
  void digests_that_are_damaged_are_not_believed() throws Exception {
    Path file = folder.resolve("digests");
    for (String wrong : List.of("abc /x\0", "a".repeat(64), "a".repeat(64) + "\0", "\0\0 ")) {
      Files.writeString(file, wrong);
      assertThatThrownBy(() -> BaseFiles.read(file))
          .as(wrong)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Delete its folder");
    }
  }

  @Test
  void the_bases_own_digest_is_kept_beside_it() throws Exception {
    Path tar = Files.writeString(folder.resolve("base.tar"), "a base");
    BaseDigest.write(tar);
    assertThat(BaseDigest.read(tar)).isEqualTo(digest("a base"));
  }

  @Test
  void a_base_of_which_nobody_knows_the_packages_is_refused() {
    Map<String, String> base = base();
    base.remove("var/lib/dpkg/status");
    assertThatThrownBy(() -> compose(base))
        .isInstanceOf(UnfitBaseException.class)
        .hasMessageContaining("no list of packages");
  }

  private static Map<String, String> base() {
    return new TreeMap<>(
        Map.of(
            "var/lib/dpkg/status", STATUS,
            "var/lib/dpkg/info/xz-utils.list", "/usr\n/usr/bin/xz\n",
            "usr/share/doc/xz-utils/copyright", "Format: x\n\nFiles: *\nLicense: 0BSD\n",
            "usr/bin/xz", "code",
            "boot/vmlinuz-6.12", "kernel",
            "etc/motd", "old"));
  }

  private Map<String, byte[]> compose(Map<String, String> files) throws IOException {
    return compose(files, BaseFiles.NONE);
  }

  private Map<String, byte[]> compose(Map<String, String> files, BaseFiles known)
      throws IOException {
    Path base = folder.resolve("base.tar");
    try (TarArchiveOutputStream output = ImageTar.newTar(Files.newOutputStream(base))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry("./" + file.getKey());
        entry.setSize(bytes.length);
        output.putArchiveEntry(entry);
        output.write(bytes);
        output.closeArchiveEntry();
      }
    }
    Additions additions = new Additions(folder.resolve("no-tree"));
    additions.file("etc/motd", "new", 0644);
    additions.copy("etc/copied", Files.writeString(folder.resolve("source"), "copied"), 0600);
    additions.link("etc/link", "motd");
    Path image = folder.resolve("image.tar");
    ImageTar.compose(base, additions, new ReleaseInventory(SUBJECT, known, folder), image);
    return read(image);
  }

  private Inventory inventory() throws IOException {
    try (InputStream stream = Files.newInputStream(ReleaseInventory.document(folder))) {
      return CycloneDxReader.read(stream);
    }
  }

  private static Map<String, byte[]> read(Path tar) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (TarArchiveInputStream input = new TarArchiveInputStream(Files.newInputStream(tar))) {
      for (TarArchiveEntry entry = input.getNextEntry();
          entry != null;
          entry = input.getNextEntry()) {
        if (entry.isFile() && !entry.isSymbolicLink()) {
          files.put(entry.getName(), input.readAllBytes());
        }
      }
    }
    return files;
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
