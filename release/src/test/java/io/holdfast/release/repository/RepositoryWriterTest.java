package io.holdfast.release.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Cases;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Manifests;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.TrustedKeys;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryWriterTest {
  private static final ReleaseName NAME = new ReleaseName("debian-edge");
  private static final Version OLD = new Version("1.4.0");
  private static final Version NEW = new Version("1.5.0");

  @TempDir Path folder;

  @Test
  void a_new_repository_is_empty_and_readable() throws Exception {
    Path repository = folder.resolve("deep/er");

    RepositoryWriter.open(repository).close();

    assertThat(Repository.at(repository.toString()).list()).isEmpty();
  }

  @Test
  void what_is_published_is_named_by_its_manifests_digest() throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      SignedManifest signed = Published.added(writer, "1.4.0");

      assertThat(writer.publish(signed)).isEqualTo(new ReleaseRef(NAME, OLD, signed.digest()));
    }
  }

  @Test
  void after_a_crash_at_any_step_readers_find_the_old_or_the_new() throws Exception {
    int steps = 0;
    boolean finished = false;
    while (!finished) {
      Path repository = folder.resolve("crash-at-" + steps);
      Published.into(repository, "1.4.0");
      finished = publishUntilCrash(repository, steps, "1.5.0");
      assertReadable(repository, OLD);
      if (isThere(repository, NEW)) {
        assertReadable(repository, NEW);
      } else {
        assertThat(Repository.at(repository.toString()).list())
            .doesNotContain(new ReleaseEntry(NAME, NEW));
      }
      // The next attempt ends well, whatever the crash left.
      Published.into(repository, "1.5.0");
      assertReadable(repository, NEW);
      assertThat(Repository.at(repository.toString()).list())
          .containsExactly(new ReleaseEntry(NAME, OLD), new ReleaseEntry(NAME, NEW));
      steps++;
    }
    // Eight parts, signature, manifest, list, and one run without a crash.
    assertThat(steps).isEqualTo(12);
  }

  @Test
  void a_crash_while_a_repository_is_made_leaves_none_or_a_whole_one() throws Exception {
    for (int step = 0; step < 3; step++) {
      Path repository = folder.resolve("crash-at-" + step);
      Disk dying = new DyingDisk(step);
      if (step < 2) {
        assertThatThrownBy(() -> RepositoryWriter.open(repository, dying))
            .isInstanceOf(RepositoryException.class);
        assertThatThrownBy(() -> Repository.at(repository.toString()).list())
            .hasMessageContaining("There is no repository");
      }
      Published.into(repository, "1.4.0");
      assertReadable(repository, OLD);
    }
  }

  @Test
  void a_published_release_is_never_replaced_by_another() throws Exception {
    Published.into(folder, "1.4.0");
    byte[] before = Files.readAllBytes(folder.resolve(Layout.manifest(NAME, OLD)));
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      Part root = writer.add(Part.Kind.ROOT, bytes("other"));
      List<Part> parts = new ArrayList<>(Manifest.parse(before).parts());
      parts.set(0, root);
      SignedManifest other = Published.KEY.sign(Manifests.of("debian-edge", "1.4.0", parts));

      assertThatThrownBy(() -> writer.publish(other))
          .isInstanceOf(AlreadyPublishedException.class)
          .hasMessageContaining("debian-edge 1.4.0 cannot be published")
          .hasMessageContaining("Choose a higher version.");
    }
    assertThat(folder.resolve(Layout.manifest(NAME, OLD))).hasBinaryContent(before);
    assertReadable(folder, OLD);
  }

  @Test
  void a_version_that_only_looks_different_is_the_same_version() throws Exception {
    Published.into(folder, "1.4.0");
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      SignedManifest same = Published.added(writer, "1.4");

      assertThatThrownBy(() -> writer.publish(same))
          .isInstanceOf(AlreadyPublishedException.class)
          .hasMessageContaining("another one is published as debian-edge 1.4.0");
    }
  }

  @Test
  void two_releases_whose_names_and_versions_run_together_do_not_mix() throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      writer.publish(Published.added(writer, "edge-1", "2"));
      SignedManifest other = Published.added(writer, "edge", "1-2");

      assertThatThrownBy(() -> writer.publish(other)).isInstanceOf(AlreadyPublishedException.class);
    }
  }

  @Test
  void publishing_the_same_again_repairs_list_and_signature() throws Exception {
    Published.into(folder, "1.4.0");
    Path list = folder.resolve(Layout.INDEX);
    String before = Files.readString(list);
    Files.writeString(list, "{\"format\":1,\"releases\":[]}");
    Files.delete(folder.resolve(Layout.signature(NAME, OLD)));

    Published.into(folder, "1.4.0");

    assertThat(list).hasContent(before);
    assertReadable(folder, OLD);
  }

  @Test
  void a_release_can_be_signed_anew_by_another_key() throws Exception {
    Published.into(folder, "1.4.0");
    SigningKey successor = SigningKey.generate();
    Manifest manifest =
        Manifest.parse(Repository.at(folder.toString()).manifest(NAME, OLD).manifest());
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      writer.publish(successor.sign(manifest));
    }

    SignedManifest signed = Repository.at(folder.toString()).manifest(NAME, OLD);
    assertThat(new TrustedKeys(List.of(successor.publicKey())).verify(signed)).isEqualTo(manifest);
  }

  @Test
  void equal_parts_are_stored_once_and_damaged_ones_are_repaired() throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      Part part = writer.add(Part.Kind.UKI, bytes("the same"));
      Path blob = folder.resolve(Layout.blob(part.digest()));
      Files.writeString(blob, "the sane");

      Part again = writer.add(Part.Kind.RECOVERY_UKI, bytes("the same"));

      assertThat(again.digest()).isEqualTo(part.digest());
      assertThat(blob).hasContent("the same");
      try (Stream<Path> files = Files.list(folder.resolve(Layout.BLOBS))) {
        assertThat(files).containsExactly(blob);
      }
    }
  }

  @Test
  void a_release_whose_parts_are_not_all_stored_is_not_published() throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      SignedManifest signed = Published.added(writer, "1.4.0");
      Part uki = Manifest.parse(signed.manifest()).part(Part.Kind.UKI);
      Files.delete(folder.resolve(Layout.blob(uki.digest())));

      assertThatThrownBy(() -> writer.publish(signed))
          .isInstanceOf(RepositoryException.class)
          .hasMessageContaining("part 'uki', ")
          .hasMessageContaining("is not stored");
    }
    assertThat(folder.resolve(Layout.manifest(NAME, OLD))).doesNotExist();
    assertThat(folder.resolve(Layout.signature(NAME, OLD))).doesNotExist();
  }

  @Test
  void an_empty_part_and_one_that_breaks_off_leave_nothing() throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      assertThatThrownBy(() -> writer.add(Part.Kind.UKI, InputStream.nullInputStream()))
          .isInstanceOf(RepositoryException.class)
          .hasMessageContaining("part 'uki': it has no bytes");
      assertThatThrownBy(() -> writer.add(Part.Kind.UKI, new BreakingOff()))
          .isInstanceOf(RepositoryException.class)
          .hasMessageContaining("the line went dead");
    }
    RepositoryWriter.open(folder).close();
    assertThat(folder.resolve(Layout.BLOBS)).isEmptyDirectory();
  }

  @Test
  void a_folder_that_holds_something_else_is_not_made_a_repository() throws Exception {
    Files.writeString(folder.resolve("thesis.txt"), "years of work");

    assertThatThrownBy(() -> RepositoryWriter.open(folder))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("is no repository and is not empty: it holds thesis.txt");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void a_repository_of_a_newer_holdfast_is_left_as_it_is() throws Exception {
    Published.into(folder, "1.4.0");
    Files.writeString(folder.resolve(Layout.REPOSITORY), "{\"format\":2}");

    assertThatThrownBy(() -> RepositoryWriter.open(folder))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("written by a newer Holdfast");
    assertThat(folder.resolve(Layout.REPOSITORY)).hasContent("{\"format\":2}");
  }

  @Test
  void two_cannot_write_at_once() throws Exception {
    try (RepositoryWriter first = RepositoryWriter.open(folder)) {
      assertThatThrownBy(() -> RepositoryWriter.open(folder))
          .isInstanceOf(RepositoryException.class)
          .hasMessageContaining("Another process is writing");
      first.publish(Published.added(first, "1.4.0"));
    }
    RepositoryWriter.open(folder).close();
  }

  @Test
  void the_files_of_a_repository_are_written_as_the_golden_ones() throws Exception {
    Published.into(folder, "1.4.0");

    for (String path : List.of(Layout.REPOSITORY, Layout.INDEX)) {
      assertThat(folder.resolve(path))
          .hasSameTextualContentAs(Cases.file("golden/repository/" + path));
    }
  }

  /** True if nothing was left to crash in. */
  private static boolean publishUntilCrash(Path repository, int steps, String version)
      throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(repository, new DyingDisk(steps))) {
      writer.publish(Published.added(writer, version));
      return true;
    } catch (RepositoryException e) {
      assertThat(e).hasMessageContaining("the power was cut");
      return false;
    }
  }

  private static boolean isThere(Path repository, Version version) throws RepositoryException {
    try {
      Repository.at(repository.toString()).manifest(NAME, version);
      return true;
    } catch (NoSuchReleaseException e) {
      return false;
    }
  }

  private static void assertReadable(Path folder, Version version) throws Exception {
    Repository repository = Repository.at(folder.toString());
    Manifest manifest =
        new TrustedKeys(List.of(Published.KEY.publicKey()))
            .verify(repository.manifest(NAME, version), NAME, version);
    for (Part part : manifest.parts()) {
      try (InputStream stream = repository.open(part, 0)) {
        assertThat(Digest.of(stream)).isEqualTo(part.digest());
      }
    }
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
