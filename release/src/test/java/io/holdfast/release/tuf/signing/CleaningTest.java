package io.holdfast.release.tuf.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFolder;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.ContentPublication;
import io.holdfast.release.repository.Leftovers.Leftover;
import io.holdfast.release.repository.NoSuchReleaseException;
import io.holdfast.release.repository.Published;
import io.holdfast.release.repository.PublishedContent;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryException;
import io.holdfast.release.repository.RepositoryFetcher;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.client.MetadataFolder;
import io.holdfast.release.tuf.client.Updater;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed from a repository, and what must stay. */
class CleaningTest {
  private static final ReleaseName EDGE = new ReleaseName("debian-edge");
  private static final Version GOOD = new Version("1.4.0");
  private static final Version BAD = new Version("1.5.0");
  private static final ChannelName RULES = new ChannelName("rules");

  /** The files of a test are as old as the test, so its clock must be the machine's. */
  private final Instant now = Instant.now();

  @TempDir Path folder;
  private Path repo;
  private RoleKeys keys;
  private SignedRepository repository;

  @BeforeEach
  void publish() throws Exception {
    repo = folder.resolve("repo");
    keys = new RoleKeys(folder.resolve("keys"), null);
    Published.into(repo, GOOD.text(), BAD.text());
    PublishedContent.into(repo, "7", "8");
    repository = new SignedRepository(repo, now);
    repository.init(keys, List.of(RULES), Map.of());
    repository.publish(EDGE, GOOD, false, keys);
    repository.publish(EDGE, BAD, false, keys);
    repository.publish(RULES, new Version("7"), false, keys);
  }

  @Test
  void where_all_is_needed_nothing_is_removed() throws Exception {
    Set<String> before = files();
    assertThat(new Cleaning(repository).clean()).isEmpty();
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void an_inventory_that_content_names_stays() throws Exception {
    Path from = Files.createDirectory(folder.resolve("from"));
    Files.writeString(from.resolve("a.txt"), "a");
    byte[] inventory = "inventory".getBytes(StandardCharsets.UTF_8);
    try (RepositoryWriter writer = RepositoryWriter.open(repo)) {
      new ContentPublication(RULES, new Version("9"), SigningKey.generate())
          .publish(ContentFolder.read(from, List.of()), inventory, writer);
    }
    new Cleaning(repository).clean();
    assertThat(repo.resolve("blobs/sha256/" + Digest.of(inventory).hex())).exists();
  }

  @Test
  void a_blob_that_nothing_names_and_what_was_left_unfinished_go() throws Exception {
    String stray = "blobs/sha256/" + "ab".repeat(32);
    Files.writeString(repo.resolve(stray), "stray");
    Files.writeString(repo.resolve("releases/.x.json.new"), "12");
    Files.writeString(repo.resolve("README"), "The operator's own.");
    assertThat(new Cleaning(repository).plan())
        .containsExactlyInAnyOrder(new Leftover(stray, 5), new Leftover("releases/.x.json.new", 2));
    assertThat(repo.resolve(stray)).exists();
    new Cleaning(repository).clean();
    assertThat(repo.resolve(stray)).doesNotExist();
    assertThat(repo.resolve("README")).exists();
  }

  @Test
  void what_is_withdrawn_goes_with_the_files_that_it_alone_names() throws Exception {
    Set<String> blobsOfGood = blobsWithout(BAD);
    repository.withdraw(Withdrawals.of(repo, EDGE, BAD, now), keys);
    new Cleaning(repository).clean();
    Repository left = Repository.at(repo.toString());
    assertThat(left.list()).hasSize(1);
    assertThatThrownBy(() -> left.manifest(EDGE, BAD)).isInstanceOf(NoSuchReleaseException.class);
    assertThat(files().stream().filter(path -> path.startsWith("blobs/")))
        .containsExactlyInAnyOrderElementsOf(blobsOfGood);
    assertThat(files().stream().filter(path -> path.contains("1.5.0"))).isEmpty();
    assertThat(RepositoryCheck.of(repository).targets()).isEqualTo(3 + 1);
  }

  @Test
  void old_metadata_goes_and_a_client_of_the_first_root_still_follows() throws Exception {
    Map<String, Rotation> rotations = Map.of("root", Rotation.OF_ALL);
    repository.accept(repository.drafting().rotate(rotations, () -> keys).signedWith(keys), keys);
    SignedRepository later = new SignedRepository(repo, now.plus(Duration.ofDays(2)));
    assertThat(new Cleaning(repository).plan()).isEmpty();
    List<Leftover> gone = new Cleaning(later).clean();
    assertThat(gone.stream().map(Leftover::path))
        .contains("metadata/1.snapshot.json", "metadata/1.releases.json")
        .doesNotContain("metadata/1.root.json", "metadata/1.advisories.json");
    MetadataFolder known = new MetadataFolder(folder.resolve("known"));
    known.begin(Files.readAllBytes(repo.resolve("metadata/1.root.json")));
    Updater client = Updater.begin(fetcher(SignedStatements.METADATA), known, now);
    client.refresh();
    assertThat(client.trusted().root().version()).isEqualTo(2);
    assertThat(SignedStatements.read(client.roles(), fetcher(SignedStatements.TARGETS)))
        .isNotNull();
    assertThat(new Cleaning(later).clean()).isEmpty();
  }

  @Test
  void where_the_metadata_cannot_be_believed_nothing_is_removed() throws Exception {
    Path targets = repo.resolve("metadata/1.targets.json");
    Files.writeString(targets, Files.readString(targets).replace("releases", "relaeses"));
    Files.writeString(repo.resolve("blobs/sha256/" + "ab".repeat(32)), "stray");
    Set<String> before = files();
    assertThatThrownBy(() -> new Cleaning(repository).clean())
        .isInstanceOf(MetadataRefusedException.class);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void a_manifest_that_cannot_be_read_may_name_anything_so_nothing_is_removed() throws Exception {
    Files.writeString(repo.resolve("releases/debian-edge-1.4.0.json"), "{");
    Set<String> before = files();
    assertThatThrownBy(() -> new Cleaning(repository).clean())
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("nobody knows which files it names");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void a_repository_without_metadata_loses_only_what_nothing_names() throws Exception {
    Path plain = folder.resolve("plain");
    Published.into(plain, GOOD.text());
    assertThat(new Cleaning(new SignedRepository(plain, now)).clean()).isEmpty();
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> new Cleaning(new SignedRepository(none, now)).clean())
        .isInstanceOf(RepositoryException.class);
    assertThat(none).doesNotExist();
  }

  private Set<String> blobsWithout(Version version) throws Exception {
    Path other = folder.resolve("other");
    Published.into(other, version.equals(BAD) ? GOOD.text() : BAD.text());
    PublishedContent.into(other, "7", "8");
    return files(other).stream()
        .filter(path -> path.startsWith("blobs/"))
        .collect(Collectors.toSet());
  }

  private Set<String> files() throws Exception {
    return files(repo);
  }

  private static Set<String> files(Path of) throws Exception {
    try (Stream<Path> all = Files.walk(of)) {
      return all.filter(Files::isRegularFile)
          .map(file -> of.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private RepositoryFetcher fetcher(String below) throws Exception {
    return RepositoryFetcher.at(repo.resolve(below).toString());
  }
}
