package io.holdfast.release.tuf.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.Published;
import io.holdfast.release.repository.PublishedContent;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryFetcher;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.client.MetadataFolder;
import io.holdfast.release.tuf.client.TargetFolder;
import io.holdfast.release.tuf.client.Updater;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedRepositoryTest {
  private static final Instant NOW = Instant.parse("2026-03-29T12:00:00Z");
  private static final ReleaseName EDGE = new ReleaseName("debian-edge");
  private static final Version GOOD = new Version("1.4.0");
  private static final Version BAD = new Version("1.5.0");
  private static final ChannelName RULES = new ChannelName("rules");

  @TempDir Path folder;
  private Path repo;
  private RoleKeys keys;
  private SignedRepository repository;

  @BeforeEach
  void publish() throws Exception {
    repo = folder.resolve("repo");
    keys = new RoleKeys(folder.resolve("keys"), null);
    Published.into(repo, GOOD.text(), BAD.text());
    PublishedContent.into(repo, "7");
    repository = new SignedRepository(repo, NOW);
    repository.init(keys, List.of(RULES), Map.of("releases", new KeyCount(2, 2)));
  }

  @Test
  void a_client_that_was_given_the_first_root_gets_the_manifest_that_was_published()
      throws Exception {
    repository.publish(EDGE, GOOD, false, keys);
    Updater client = client();
    TargetFile target = client.find(SignedStatements.target(EDGE, GOOD));
    Path file =
        new TargetFolder(folder.resolve("got"))
            .fetch(target, fetcher(SignedStatements.TARGETS), true);
    assertThat(Files.readAllBytes(file))
        .isEqualTo(Repository.at(repo.toString()).manifest(EDGE, GOOD).manifest());
  }

  @Test
  void content_has_a_role_of_its_channel() throws Exception {
    repository.publish(RULES, new Version("7"), false, keys);
    Holdings.Delegated rules =
        Objects.requireNonNull(repository.holdings().delegated().get("content.rules"));
    assertThat(client().find("content/rules/7.json"))
        .isEqualTo(rules.targets().targets().get("content/rules/7.json"));
  }

  @Test
  void a_channel_without_a_role_cannot_be_published() throws Exception {
    repository.publish(RULES, new Version("7"), false, keys);
    Path other = folder.resolve("other");
    PublishedContent.into(other, "7");
    SignedRepository without = new SignedRepository(other, NOW);
    without.init(new RoleKeys(folder.resolve("keys2"), null), List.of(), Map.of());
    assertThatThrownBy(
            () ->
                without.publish(
                    RULES, new Version("7"), false, new RoleKeys(folder.resolve("keys2"), null)))
        .hasMessageContaining("content.rules");
  }

  @Test
  void all_of_a_role_s_keys_must_be_there() throws Exception {
    Files.delete(folder.resolve("keys/releases-2.key"));
    assertThatThrownBy(() -> repository.publish(EDGE, GOOD, false, keys))
        .isInstanceOf(MissingKeysException.class)
        .hasMessageContaining("releases.key");
    assertThat(repository.holdings().snapshot().version()).isEqualTo(1);
  }

  @Test
  void who_withdraws_needs_no_key_of_those_who_publish() throws Exception {
    repository.publish(EDGE, BAD, false, keys);
    for (String role : List.of("root", "targets", "releases", "releases-2")) {
      Files.delete(folder.resolve("keys/" + role + ".key"));
    }
    repository.withdraw(bad(), keys);
    assertThat(statements(client()).of(bad().manifest())).isEqualTo(bad());
  }

  @Test
  void what_is_withdrawn_is_not_published_again() throws Exception {
    repository.withdraw(bad(), keys);
    assertThatThrownBy(() -> repository.publish(EDGE, BAD, false, keys))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("CVE-2024-3094");
    assertThatThrownBy(() -> repository.withdraw(bad(), keys))
        .isInstanceOf(NotAdmittedException.class);
  }

  @Test
  void the_highest_floor_is_what_counts() throws Exception {
    repository.publish(EDGE, GOOD, true, keys);
    repository.publish(EDGE, BAD, true, keys);
    assertThat(statements(client()).floors()).isEqualTo(Map.of("release debian-edge", BAD));
    assertThatThrownBy(() -> repository.publish(EDGE, GOOD, false, keys))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("1.5.0");
  }

  @Test
  void metadata_is_begun_once() {
    assertThatThrownBy(() -> repository.init(keys, List.of(), Map.of()))
        .isInstanceOf(MetadataRefusedException.class);
  }

  @Test
  void a_role_that_is_not_there_has_no_keys() {
    assertThatThrownBy(
            () ->
                new SignedRepository(folder.resolve("new"), NOW)
                    .init(keys, List.of(), Map.of("relases", KeyCount.ONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("relases");
  }

  @Test
  void what_has_expired_can_still_be_signed_anew() throws Exception {
    SignedRepository later = new SignedRepository(repo, NOW.plus(Duration.ofDays(200)));
    assertThatThrownBy(() -> RepositoryCheck.of(later))
        .isInstanceOf(MetadataRefusedException.class);
    later.publish(EDGE, GOOD, false, keys);
    assertThat(RepositoryCheck.of(later).targets()).isEqualTo(1);
  }

  @Test
  void a_check_finds_a_target_that_was_changed_and_one_that_is_gone() throws Exception {
    repository.publish(EDGE, GOOD, false, keys);
    assertThat(RepositoryCheck.of(repository).targets()).isEqualTo(1);
    Path file;
    try (Stream<Path> files = Files.list(repo.resolve("targets/releases"))) {
      file = files.findFirst().orElseThrow();
    }
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> RepositoryCheck.of(repository)).hasMessageContaining("other bytes");
    Files.delete(file);
    assertThatThrownBy(() -> RepositoryCheck.of(repository)).hasMessageContaining("has no");
  }

  /** A machine that died before the timestamp was written has changed nothing. */
  @Test
  void a_change_that_was_cut_short_is_not_seen_and_is_done_again() throws Exception {
    byte[] before = Files.readAllBytes(repo.resolve("metadata/timestamp.json"));
    repository.publish(EDGE, GOOD, false, keys);
    Files.write(repo.resolve("metadata/timestamp.json"), before);
    assertThatThrownBy(() -> client().find(SignedStatements.target(EDGE, GOOD)))
        .isInstanceOf(MetadataRefusedException.class);
    repository.publish(EDGE, GOOD, false, keys);
    assertThat(client().find(SignedStatements.target(EDGE, GOOD))).isNotNull();
  }

  private Withdrawn bad() throws Exception {
    return new Withdrawn(
        Kind.RELEASE,
        EDGE.text(),
        BAD,
        Digest.of(Repository.at(repo.toString()).manifest(EDGE, BAD).manifest()),
        "xz 5.6.1 has a back door",
        "CVE-2024-3094",
        NOW);
  }

  private Updater client() throws Exception {
    MetadataFolder known = new MetadataFolder(folder.resolve("known"));
    if (known.read("root", 1 << 20) == null) {
      known.begin(Files.readAllBytes(repo.resolve("metadata/1.root.json")));
    }
    Updater client = Updater.begin(fetcher(SignedStatements.METADATA), known, NOW);
    client.refresh();
    return client;
  }

  private Statements statements(Updater client) throws Exception {
    return SignedStatements.read(client.roles(), fetcher(SignedStatements.TARGETS));
  }

  private RepositoryFetcher fetcher(String below) throws Exception {
    return RepositoryFetcher.at(repo.resolve(below).toString());
  }
}
