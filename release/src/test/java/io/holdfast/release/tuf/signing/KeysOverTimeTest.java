package io.holdfast.release.tuf.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Version;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.repository.Published;
import io.holdfast.release.repository.PublishedContent;
import io.holdfast.release.repository.RepositoryFetcher;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.tuf.MetaFile;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.RoleKey;
import io.holdfast.release.tuf.SignedFile;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.Timestamp;
import io.holdfast.release.tuf.client.MetadataFolder;
import io.holdfast.release.tuf.client.Updater;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are exchanged, roles added, and signatures made anew, and a client follows all of it. */
class KeysOverTimeTest {
  private static final Instant NOW = Instant.parse("2026-03-29T12:00:00Z");
  private static final ChannelName RULES = new ChannelName("rules");
  private static final Version SEVEN = new Version("7");

  @TempDir Path folder;
  private Path repo;
  private RoleKeys keys;
  private SignedRepository repository;

  @BeforeEach
  void publish() throws Exception {
    repo = folder.resolve("repo");
    keys = new RoleKeys(folder.resolve("keys"), null);
    Published.into(repo, "1.4.0");
    PublishedContent.into(repo, "7", "8");
    repository = new SignedRepository(repo, NOW);
    repository.init(keys, List.of(RULES), Map.of(Timestamp.ROLE, new KeyCount(1, 2)));
    repository.publish(RULES, SEVEN, false, keys);
    refreshed();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "root",
        "timestamp",
        "snapshot",
        "targets",
        "releases",
        "extensions",
        "content.rules",
        "advisories"
      })
  void the_new_keys_of_a_role_are_enough_and_clients_follow(String role) throws Exception {
    rotate(role);
    Files.delete(folder.resolve("keys/" + role + ".key"));
    if (role.equals(Timestamp.ROLE)) {
      Files.delete(folder.resolve("keys/timestamp-2.key"));
    }
    repository.publish(RULES, new Version("8"), false, keys);
    assertThat(refreshed().find("content/rules/8.json")).isNotNull();
    assertThat(refreshed().find("content/rules/7.json")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "timestamp", "snapshot", "targets", "releases", "content.rules"})
  void the_old_keys_of_a_role_count_no_more(String role) throws Exception {
    Set<RoleKey> before = repository.holdings().signers(role).keys();
    rotate(role);
    Holdings after = repository.holdings();
    assertThat(after.signers(role).keys()).doesNotContainAnyElementsOf(before);
    assertThat(after.signers(role).keys()).hasSameSizeAs(before);
  }

  @Test
  void a_new_root_is_not_accepted_without_the_old_root_keys() throws Exception {
    Draft draft = repository.drafting().rotate(Map.of("root", Rotation.OF_ALL), () -> keys);
    Files.delete(folder.resolve("keys/root.key"));
    assertThatThrownBy(() -> repository.accept(draft.signedWith(keys), keys))
        .isInstanceOf(MissingKeysException.class)
        .hasMessageContaining("role root");
    assertThat(repository.holdings().trusted().root().version()).isEqualTo(1);
  }

  @Test
  void a_client_that_was_off_follows_many_roots() throws Exception {
    for (int i = 0; i < 5; i++) {
      rotate("root", "timestamp", "targets");
    }
    assertThat(refreshed().trusted().root().version()).isEqualTo(6);
  }

  @Test
  void one_key_of_two_is_exchanged_and_the_other_stays() throws Exception {
    Path lost = folder.resolve("keys/timestamp-2.pub");
    Path kept = folder.resolve("keys/timestamp.pub");
    Rotation rotation = new Rotation(Set.of(lost.toString()), List.of(), null);
    change(repository.drafting().rotate(Map.of(Timestamp.ROLE, rotation), () -> keys));
    Set<RoleKey> now = repository.holdings().signers(Timestamp.ROLE).keys();
    assertThat(now)
        .hasSize(2)
        .contains(RoleKey.of(ReleaseKey.read(kept)))
        .doesNotContain(RoleKey.of(ReleaseKey.read(lost)));
    refreshed();
  }

  @Test
  void a_key_that_is_none_of_the_role_s_cannot_be_dropped() {
    Rotation rotation = new Rotation(Set.of("0123456789abcdef"), List.of(), null);
    assertThatThrownBy(() -> repository.drafting().rotate(Map.of("root", rotation), () -> keys))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("repo show");
  }

  @Test
  void a_role_that_is_not_there_cannot_be_rotated() {
    assertThatThrownBy(
            () -> repository.drafting().rotate(Map.of("relases", Rotation.OF_ALL), () -> keys))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("releases");
  }

  @Test
  void a_threshold_is_raised_with_a_rotation() throws Exception {
    Rotation more = new Rotation(Set.of(), List.of(), new KeyCount(2, 3));
    change(repository.drafting().rotate(Map.of("releases", more), () -> keys));
    assertThat(repository.holdings().signers("releases").threshold()).isEqualTo(2);
    assertThat(repository.holdings().signers("releases").keys()).hasSize(3);
    refreshed();
  }

  // Two machines

  @Test
  void signatures_are_collected_on_machines_that_have_one_key_each() throws Exception {
    RoleKeys here = new RoleKeys(folder.resolve("here"), null);
    RoleKeys there = new RoleKeys(folder.resolve("there"), null);
    List<ReleaseKey> both =
        List.of(
            ReleaseKey.read(here.add("content.rules").publicFile()),
            ReleaseKey.read(there.add("content.rules").publicFile()));
    Rotation rotation = new Rotation(Set.of(), both, new KeyCount(2, 2));
    Draft draft = repository.drafting().rotate(Map.of("content.rules", rotation), () -> keys);
    draft = carried(draft.signedWith(keys));
    draft = carried(draft.signedWith(here));
    Draft half = draft;
    assertThatThrownBy(() -> repository.accept(half, keys))
        .isInstanceOf(MissingKeysException.class)
        .hasMessageContaining("are 1 keys")
        .hasMessageContaining("2 of 2");
    draft = carried(draft.signedWith(there));
    repository.accept(draft, keys);
    refreshed();
    Draft next = repository.drafting().publish(RULES, new Version("8"), false);
    repository.accept(carried(carried(next.signedWith(there)).signedWith(here)), keys);
    assertThat(refreshed().find("content/rules/8.json")).isNotNull();
  }

  @Test
  void what_was_prepared_before_another_change_is_not_accepted() throws Exception {
    Draft draft = draft(8).signedWith(keys);
    repository.publish(RULES, new Version("8"), true, keys);
    assertThatThrownBy(() -> repository.accept(draft, keys))
        .isInstanceOf(MetadataRefusedException.class)
        .hasMessageContaining("since this change was prepared");
  }

  @Test
  void what_was_prepared_under_an_older_root_is_not_accepted() throws Exception {
    Draft draft = draft(8).signedWith(keys);
    rotate("targets");
    assertThatThrownBy(() -> repository.accept(draft, keys))
        .isInstanceOf(MetadataRefusedException.class);
  }

  @Test
  void what_was_withdrawn_while_signatures_were_collected_is_not_accepted() throws Exception {
    Draft draft = draft(8).signedWith(keys);
    repository.withdraw(Withdrawals.of(repo, RULES, new Version("8"), NOW), keys);
    assertThatThrownBy(() -> repository.accept(draft, keys))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("ADV-1");
  }

  @Test
  void a_prepared_change_that_was_altered_has_no_signatures_any_more() throws Exception {
    String text = new String(draft(8).signedWith(keys).toBytes(), UTF_8);
    Draft altered =
        Draft.parse(text.replace("\"floor\" : false", "\"floor\" : true").getBytes(UTF_8));
    assertThatThrownBy(() -> repository.accept(altered, keys))
        .isInstanceOf(MissingKeysException.class);
  }

  @Test
  void no_damage_to_a_prepared_change_is_a_defect() throws Exception {
    byte[] good = draft(8).signedWith(keys).toBytes();
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      try {
        Draft.parse(bad);
      } catch (MetadataRefusedException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  // Cut short

  @Test
  void a_machine_that_dies_between_root_and_timestamp_loses_nothing() throws Exception {
    Path timestamp = repo.resolve("metadata/timestamp.json");
    byte[] before = Files.readAllBytes(timestamp);
    rotate(Timestamp.ROLE);
    Files.move(timestamp, repo.resolve("metadata").resolve(Landing.NEXT));
    Files.write(timestamp, before);
    assertThatThrownBy(this::refreshed).isInstanceOf(MetadataRefusedException.class);
    change(repository.drafting().refresh(List.of()));
    assertThat(refreshed().trusted().root().version()).isEqualTo(2);
  }

  @Test
  void a_machine_that_dies_before_the_root_has_changed_nothing() throws Exception {
    Path timestamp = repo.resolve("metadata/timestamp.json");
    byte[] before = Files.readAllBytes(timestamp);
    rotate(Timestamp.ROLE);
    Files.move(timestamp, repo.resolve("metadata").resolve(Landing.NEXT));
    Files.write(timestamp, before);
    Files.delete(repo.resolve("metadata/2.root.json"));
    refreshed();
    rotate("releases");
    assertThat(refreshed().trusted().root().version()).isEqualTo(1);
    assertThat(repo.resolve("metadata").resolve(Landing.NEXT)).doesNotExist();
  }

  @Test
  void versions_that_a_thief_raised_without_end_are_taken_back_with_his_keys() throws Exception {
    Holdings now = repository.holdings();
    long far = Long.MAX_VALUE - 1;
    Snapshot snapshot = new Snapshot(far, NOW.plus(Duration.ofDays(9)), now.snapshot().meta());
    byte[] bytes = SignedFile.of(snapshot, key(Snapshot.ROLE));
    Files.write(repo.resolve("metadata/" + far + ".snapshot.json"), bytes);
    Timestamp timestamp = new Timestamp(far, NOW.plus(Duration.ofDays(9)), MetaFile.of(far, bytes));
    Files.write(
        repo.resolve("metadata/timestamp.json"), SignedFile.of(timestamp, key(Timestamp.ROLE)));
    refreshed();
    rotate(Snapshot.ROLE, Timestamp.ROLE);
    assertThat(repository.holdings().snapshot().version()).isEqualTo(3);
    assertThat(refreshed().trusted().root().version()).isEqualTo(2);
  }

  // Refresh, and roles

  @Test
  void a_refresh_signs_the_timestamp_and_in_its_second_half_the_snapshot() throws Exception {
    at(40, () -> change(repository.drafting().refresh(List.of())));
    assertThat(repository.holdings().timestamp().version()).isEqualTo(3);
    assertThat(repository.holdings().snapshot().version()).isEqualTo(2);
    at(60, () -> change(repository.drafting().refresh(List.of())));
    assertThat(repository.holdings().snapshot().version()).isEqualTo(3);
  }

  @Test
  void a_role_that_is_refreshed_says_the_same_for_another_year() throws Exception {
    at(390, () -> change(repository.drafting().refresh(repository.holdings().roles())));
    at(
        430,
        () -> {
          Updater client = refreshed();
          assertThat(client.find("content/rules/7.json")).isNotNull();
          assertThat(client.trusted().root().version()).isEqualTo(2);
        });
  }

  @Test
  void a_role_is_added_and_speaks_for_its_channel_alone() throws Exception {
    ChannelName models = new ChannelName("models");
    change(repository.drafting().addRole(models, new KeyCount(1, 2), List.of(), () -> keys));
    Holdings.Delegated added =
        Objects.requireNonNull(repository.holdings().delegated().get("content.models"));
    assertThat(added.delegation().paths().covers("content/models/1.json")).isTrue();
    assertThat(added.delegation().paths().covers("content/rules/9.json")).isFalse();
    assertThat(added.delegation().signers().keys()).hasSize(2);
    refreshed();
    assertThatThrownBy(
            () -> repository.drafting().addRole(models, KeyCount.ONE, List.of(), () -> keys))
        .isInstanceOf(NotAdmittedException.class);
  }

  private Draft draft(int version) throws Exception {
    return repository.drafting().publish(RULES, new Version(String.valueOf(version)), false);
  }

  private static Draft carried(Draft draft) throws Exception {
    return Draft.parse(draft.toBytes());
  }

  private void rotate(String... roles) throws Exception {
    Map<String, Rotation> rotations = new LinkedHashMap<>();
    for (String role : roles) {
      rotations.put(role, Rotation.OF_ALL);
    }
    change(repository.drafting().rotate(rotations, () -> keys));
  }

  private void change(Draft draft) throws Exception {
    repository.accept(draft.signedWith(keys), keys);
  }

  private List<SigningKey> key(String role) throws Exception {
    return List.of(SigningKey.read(folder.resolve("keys/" + role + ".key"), null));
  }

  private void at(int days, Step step) throws Exception {
    SignedRepository before = repository;
    repository = new SignedRepository(repo, NOW.plus(Duration.ofDays(days)));
    step.run();
    repository = before;
  }

  /** What happens on a day. */
  private interface Step {
    void run() throws Exception;
  }

  /** The same client each time, with what it saw last. */
  private Updater refreshed() throws Exception {
    MetadataFolder known = new MetadataFolder(folder.resolve("known"));
    if (known.read("root", 1 << 20) == null) {
      known.begin(Files.readAllBytes(repo.resolve("metadata/1.root.json")));
    }
    Updater client =
        Updater.begin(
            RepositoryFetcher.at(repo.resolve(SignedStatements.METADATA).toString()),
            known,
            repository.now());
    client.refresh();
    client.roles();
    return client;
  }
}
