package io.holdfast.image.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.host.Progress;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.repository.DamagedException;
import io.holdfast.release.repository.NoSuchReleaseException;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong before the disk is touched; nothing here gets as far as running a tool. */
final class InstallerTest {
  private static final SigningKey KEY = SigningKey.generate();
  private static final SigningKey STRANGER = SigningKey.generate();
  private static final byte[] CONFIGURATION = "#cloud-config\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Path image = Path.of("");
  private Path repository = Path.of("");
  private Manifest manifest = TestReleases.manifest();

  @BeforeEach
  void publish() throws Exception {
    image = folder.toRealPath().resolve("node.img");
    repository = folder.resolve("repo");
    manifest = TestReleases.publish(repository, KEY, "1.0.0");
  }

  @Test
  void a_release_of_a_stranger_touches_nothing() throws Exception {
    TestReleases.publish(repository, STRANGER, "1.0.1");
    demandUntouched(request("2G", null), UntrustedException.class, "is not trusted here");
  }

  @Test
  void a_damaged_part_touches_nothing() throws Exception {
    for (Part.Kind kind : Part.Kind.values()) {
      // The others tell what is in it, and an installation does not fetch them.
      if (kind.isNeeded() && kind != Part.Kind.PACKAGES) {
        Path blob = repository.resolve("blobs/sha256").resolve(manifest.part(kind).digest().hex());
        byte[] good = Files.readAllBytes(blob);
        byte[] bad = good.clone();
        bad[bad.length - 1] ^= 1;
        Files.write(blob, bad);
        demandUntouched(request("2G", null), DamagedException.class, "'" + kind + "'");
        Files.delete(blob);
        demandUntouched(request("2G", null), DamagedException.class, "'" + kind + "'");
        Files.write(blob, good);
      }
    }
  }

  @Test
  void a_version_that_is_not_there_touches_nothing() {
    demandUntouched(
        request("2G", new Version("9.9")), NoSuchReleaseException.class, "no release edge 9.9");
  }

  @Test
  void a_release_for_other_processors_is_refused() throws Exception {
    TestReleases.publish(repository, KEY, "2.0.0", Architecture.ARM64);
    demandUntouched(request("2G", null), DiskRefusedException.class, "built for arm64");
  }

  @Test
  void a_disk_that_is_too_small_is_refused() {
    demandUntouched(request("900M", null), DiskRefusedException.class, "is too small");
  }

  @Test
  void a_huge_configuration_is_refused() {
    InstallRequest request =
        new InstallRequest(
            image, 2L << 30, false, at(repository), null, null, trusted(), new byte[(1 << 20) + 1]);
    demandUntouched(request, InstallFailedException.class, "more than the 1048576 allowed");
  }

  @Test
  void the_plan_refuses_what_the_installation_would_and_writes_nothing() throws Exception {
    assertThat(installer().plan(request("2G", null)).partitions().partitions()).hasSize(9);
    assertThatThrownBy(() -> installer().plan(request("900M", null)))
        .isInstanceOf(DiskRefusedException.class);
    assertThat(image).doesNotExist();
    assertThat(folder.resolve("work")).doesNotExist();
  }

  @Test
  void an_image_file_that_was_to_be_made_is_removed_when_writing_it_fails() {
    // The tools tree is not there, so that the first tool cannot be started.
    demandUntouched(
        request("2G", null), InstallFailedException.class, "The image file was removed");
  }

  private void demandUntouched(
      InstallRequest request, Class<? extends Throwable> type, String message) {
    assertThatThrownBy(() -> installer().install(request))
        .isInstanceOf(type)
        .hasMessageContaining(message);
    assertThat(image).doesNotExist();
    if (Files.exists(folder.resolve("work"))) {
      assertThat(folder.resolve("work")).isEmptyDirectory();
    }
  }

  private Installer installer() {
    ToolsTree none = new ToolsTree(folder.toAbsolutePath().resolve("no tools"));
    ContentsProbe probe = (place, size) -> new Contents.Empty();
    return new Installer(
        folder.resolve("work"),
        new DiskFinder(new SysfsDisks(folder, folder, folder, probe), probe),
        new Repart(none, List.of()),
        new ReadBack(none),
        InstantSource.system(),
        Progress.SILENT);
  }

  private InstallRequest request(String size, @Nullable Version version) {
    return new InstallRequest(
        image,
        ByteSize.parse(size).bytes(),
        false,
        at(repository),
        null,
        version,
        trusted(),
        CONFIGURATION);
  }

  private static TrustedKeys trusted() {
    return new TrustedKeys(List.of(KEY.publicKey()));
  }

  private static Repository at(Path folder) {
    try {
      return Repository.at(folder.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
