package io.holdfast.release.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Cases;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFile;
import io.holdfast.release.content.ContentFolder;
import io.holdfast.release.content.ContentKeys;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.content.ContentRefusedException;
import io.holdfast.release.content.Contents;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.trust.Domain;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.TrustedKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentPublicationTest {
  private static final ChannelName RULES = Contents.RULES;
  private static final ChannelName MODELS = new ChannelName("models");
  private static final Version SEVEN = new Version("7");
  private static final Version EIGHT = new Version("8");

  @TempDir Path folder;

  @Test
  void a_folder_becomes_content_that_is_named_by_its_manifests_digest() throws Exception {
    Path repository = folder.resolve("repo");
    Files.createDirectories(folder.resolve("from/deep"));
    Files.writeString(folder.resolve("from/deep/er.txt"), "deep");
    Files.createFile(folder.resolve("from/empty"));

    ContentRef content = publish(repository, folder.resolve("from"), "7");

    ContentManifest manifest = PublishedContent.verified(Repository.at(repository.toString()), "7");
    assertThat(content)
        .isEqualTo(
            new ContentRef(
                RULES, SEVEN, Digest.of(manifest.toJson().getBytes(StandardCharsets.UTF_8))));
    assertThat(manifest.files())
        .extracting(ContentFile::path)
        .containsExactly("deep/er.txt", "empty");
    for (ContentFile file : manifest.files()) {
      assertThat(PublishedContent.read(Repository.at(repository.toString()), file))
          .isEqualTo(Files.readAllBytes(folder.resolve("from").resolve(file.path())));
    }
  }

  @Test
  void after_a_crash_at_any_step_readers_find_the_old_or_the_new() throws Exception {
    int steps = 0;
    boolean finished = false;
    while (!finished) {
      Path repository = folder.resolve("crash-at-" + steps);
      PublishedContent.into(repository, "7");
      finished = publishUntilCrash(repository, steps, RULES, "8");
      assertReadable(repository, "7");
      if (isThere(repository, EIGHT)) {
        assertReadable(repository, "8");
      } else {
        assertThat(versions(repository)).containsExactly(SEVEN);
      }
      // The next attempt ends well, whatever the crash left.
      PublishedContent.into(repository, "8");
      assertReadable(repository, "8");
      assertThat(versions(repository)).containsExactly(SEVEN, EIGHT);
      steps++;
    }
    // Three files, signature, manifest, list, and one run without a crash.
    assertThat(steps).isEqualTo(7);
  }

  @Test
  void a_crash_at_the_first_version_of_a_channel_leaves_no_channel_or_a_whole_one()
      throws Exception {
    int steps = 0;
    boolean finished = false;
    while (!finished) {
      Path place = folder.resolve("crash-at-" + steps);
      PublishedContent.into(place, "7");
      finished = publishUntilCrash(place, steps, MODELS, "1");
      Repository repository = Repository.at(place.toString());
      for (ChannelName channel : repository.channels()) {
        for (Version version : repository.contentVersions(channel)) {
          repository.content(channel, version);
        }
      }
      try (RepositoryWriter writer = RepositoryWriter.open(place)) {
        writer.publishContent(PublishedContent.added(writer, MODELS, "1"));
      }
      assertThat(repository.channels()).containsExactly(MODELS, RULES);
      assertThat(repository.contentVersions(MODELS)).containsExactly(new Version("1"));
      steps++;
    }
    // Three files, signature, manifest, two lists, and one run without a crash.
    assertThat(steps).isEqualTo(8);
  }

  @Test
  void publishing_the_same_again_changes_nothing_and_repairs_lists() throws Exception {
    PublishedContent.into(folder, "7", "8");
    String versions = Files.readString(folder.resolve(ContentLayout.versions(RULES)));
    String channels = Files.readString(folder.resolve(ContentLayout.CHANNELS));

    PublishedContent.into(folder, "8", "7");
    assertThat(folder.resolve(ContentLayout.versions(RULES))).hasContent(versions);

    Files.writeString(
        folder.resolve(ContentLayout.versions(RULES)), "{\"format\":1,\"versions\":[\"8\"]}");
    Files.writeString(folder.resolve(ContentLayout.CHANNELS), "{\"format\":1,\"channels\":[]}");
    Files.delete(folder.resolve(ContentLayout.signature(RULES, SEVEN)));
    PublishedContent.into(folder, "7");

    assertThat(folder.resolve(ContentLayout.versions(RULES))).hasContent(versions);
    assertThat(folder.resolve(ContentLayout.CHANNELS)).hasContent(channels);
    assertReadable(folder, "7");
  }

  @Test
  void published_content_is_never_replaced_by_other_content() throws Exception {
    PublishedContent.into(folder, "7");
    byte[] before = Files.readAllBytes(folder.resolve(ContentLayout.manifest(RULES, SEVEN)));
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      ContentFile other = writer.addContent("blocked.txt", bytes("other"));
      SignedManifest signed = ContentKeys.sign(Contents.of("7", other), PublishedContent.KEY);

      assertThatThrownBy(() -> writer.publishContent(signed))
          .isInstanceOf(AlreadyPublishedException.class)
          .hasMessageContaining("Content rules 7 cannot be published")
          .hasMessageContaining("another one is published as rules 7")
          .hasMessageContaining("Choose a higher version.");
    }
    assertThat(folder.resolve(ContentLayout.manifest(RULES, SEVEN))).hasBinaryContent(before);
    assertReadable(folder, "7");
  }

  @Test
  void a_version_that_only_looks_different_is_the_same_version() throws Exception {
    PublishedContent.into(folder, "7");
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      SignedManifest same = PublishedContent.added(writer, RULES, "7.0");

      assertThatThrownBy(() -> writer.publishContent(same))
          .isInstanceOf(AlreadyPublishedException.class)
          .hasMessageContaining("another one is published as rules 7");
    }
  }

  @Test
  void content_can_be_signed_anew_by_another_key() throws Exception {
    PublishedContent.into(folder, "7");
    SigningKey successor = SigningKey.generate();
    Repository repository = Repository.at(folder.toString());
    ContentManifest manifest = PublishedContent.verified(repository, "7");
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      writer.publishContent(ContentKeys.sign(manifest, successor));
    }

    ContentKeys keys = new ContentKeys(RULES, new TrustedKeys(List.of(successor.publicKey())));
    assertThat(keys.verify(repository.content(RULES, SEVEN), SEVEN)).isEqualTo(manifest);
  }

  @Test
  void content_and_releases_live_beside_each_other_and_share_equal_bytes() throws Exception {
    Published.into(folder, "1.4.0");
    PublishedContent.into(folder, "7");
    Published.into(folder, "1.5.0");
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      long before = blobs();
      writer.addContent("a", bytes("uki of 1.4.0"));
      writer.addContent("b", bytes(""));

      assertThat(blobs()).isEqualTo(before);
    }
    assertThat(Repository.at(folder.toString()).list()).hasSize(2);
    assertReadable(folder, "7");
  }

  @Test
  void content_whose_files_are_not_all_stored_is_not_published() throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      SignedManifest signed = PublishedContent.added(writer, RULES, "7");
      Digest nothing = Digest.of(new byte[0]);
      Files.delete(folder.resolve(Layout.blob(nothing)));

      assertThatThrownBy(() -> writer.publishContent(signed))
          .isInstanceOf(RepositoryException.class)
          .hasMessageContaining("file 'empty', 0 bytes, is not stored");
    }
    assertThat(folder.resolve(ContentLayout.CONTENT)).doesNotExist();
  }

  @Test
  void what_is_no_manifest_of_content_is_not_published() throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      SignedManifest release = Published.added(writer, "1.4.0");

      assertThatThrownBy(() -> writer.publishContent(release))
          .isInstanceOf(ManifestException.class);
      assertThatThrownBy(
              () -> writer.publishContent(PublishedContent.KEY.sign(Domain.CONTENT, new byte[0])))
          .isInstanceOf(ManifestException.class);
      assertThatThrownBy(() -> writer.publish(PublishedContent.added(writer, RULES, "7")))
          .isInstanceOf(ManifestException.class);
    }
  }

  @Test
  void a_path_that_leaves_the_folder_is_no_path_of_content() throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.addContent("../../etc/passwd", bytes("root")));
      assertThatThrownBy(() -> writer.addContent("a", new BreakingOff()))
          .isInstanceOf(RepositoryException.class)
          .hasMessageContaining("the line went dead");
    }
  }

  @Test
  void nothing_is_written_through_a_link() throws Exception {
    Path repository = folder.resolve("repo");
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    try (RepositoryWriter writer = RepositoryWriter.open(repository)) {
      SignedManifest signed = PublishedContent.added(writer, RULES, "7");
      Path content = Files.createSymbolicLink(repository.resolve("content"), elsewhere);
      assertThatThrownBy(() -> writer.publishContent(signed))
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining("content is no folder of its own");
      Files.delete(content);
      Files.createDirectory(content);
      Files.createSymbolicLink(content.resolve("rules"), elsewhere);
      assertThatThrownBy(() -> writer.publishContent(signed))
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining("content/rules is no folder of its own");
    }
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void a_damaged_list_is_told_and_left_as_it_is() throws Exception {
    PublishedContent.into(folder, "7");
    Path list = folder.resolve(ContentLayout.versions(RULES));
    Files.writeString(list, "{\"format\":2}");
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      SignedManifest signed = PublishedContent.added(writer, RULES, "8");
      assertThatThrownBy(() -> writer.publishContent(signed))
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining("written by a newer Holdfast");
      assertThat(list).hasContent("{\"format\":2}");
      Files.delete(list);
      assertThatThrownBy(() -> writer.publishContent(signed))
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining("content/rules/index.json is missing");
    }
    assertThat(folder.resolve(ContentLayout.manifest(RULES, EIGHT))).doesNotExist();
  }

  @Test
  void a_full_list_takes_no_more_but_the_same_again() throws Exception {
    PublishedContent.into(folder, "7");
    Files.writeString(
        folder.resolve(ContentLayout.versions(RULES)),
        ContentLayout.writeVersions(
            IntStream.range(0, ContentLayout.MAX_VERSIONS)
                .mapToObj(i -> new Version(String.valueOf(i)))
                .toList()));
    PublishedContent.into(folder, "7");
    assertThatThrownBy(() -> PublishedContent.into(folder, "10000"))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("lists 4096 versions on channel rules, and no more are allowed");

    Files.writeString(
        folder.resolve(ContentLayout.CHANNELS),
        ContentLayout.writeChannels(
            IntStream.range(0, ContentLayout.MAX_CHANNELS)
                .mapToObj(i -> new ChannelName("c" + i))
                .toList()));
    assertThatThrownBy(() -> PublishedContent.into(folder, "7"))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("lists 256 channels, and no more are allowed");
  }

  @Test
  void paths_too_long_to_be_listed_together_are_refused() throws Exception {
    Path from = folder.resolve("from");
    Path deep = from.resolve("x".repeat(250)).resolve("x".repeat(250));
    Files.createDirectories(deep);
    for (int i = 0; i < ContentManifest.MAX_FILES; i++) {
      Files.createFile(deep.resolve("f" + i));
    }

    assertThatThrownBy(() -> publish(folder.resolve("repo"), from, "7"))
        .isInstanceOf(ContentRefusedException.class)
        .hasMessageContaining("from is not published as content")
        .hasMessageContaining("Shorten them, or pack files together.");
  }

  @Test
  void the_files_of_a_repository_are_written_as_the_golden_ones() throws Exception {
    PublishedContent.into(folder, "7");

    for (String path : List.of(ContentLayout.CHANNELS, ContentLayout.versions(RULES))) {
      assertThat(folder.resolve(path))
          .hasSameTextualContentAs(Cases.file("golden/repository/" + path));
    }
  }

  private static ContentRef publish(Path repository, Path from, String version) throws Exception {
    ContentFolder content = ContentFolder.read(from, List.of(repository));
    try (RepositoryWriter writer = RepositoryWriter.open(repository)) {
      return new ContentPublication(RULES, new Version(version), PublishedContent.KEY)
          .publish(content, writer);
    }
  }

  /** True if nothing was left to crash in. */
  private static boolean publishUntilCrash(
      Path repository, int steps, ChannelName channel, String version) throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(repository, new DyingDisk(steps))) {
      writer.publishContent(PublishedContent.added(writer, channel, version));
      return true;
    } catch (RepositoryException e) {
      assertThat(e).hasMessageContaining("the power was cut");
      return false;
    }
  }

  private static boolean isThere(Path repository, Version version) throws RepositoryException {
    try {
      Repository.at(repository.toString()).content(RULES, version);
      return true;
    } catch (NoSuchContentException e) {
      return false;
    }
  }

  private static List<Version> versions(Path repository) throws RepositoryException {
    return Repository.at(repository.toString()).contentVersions(RULES);
  }

  private static void assertReadable(Path folder, String version) throws Exception {
    Repository repository = Repository.at(folder.toString());
    for (ContentFile file : PublishedContent.verified(repository, version).files()) {
      assertThat(PublishedContent.read(repository, file)).hasSize(Math.toIntExact(file.size()));
    }
  }

  private long blobs() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(Layout.BLOBS))) {
      return files.count();
    }
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
