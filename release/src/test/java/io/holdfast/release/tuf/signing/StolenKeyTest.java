package io.holdfast.release.tuf.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.Published;
import io.holdfast.release.repository.PublishedContent;
import io.holdfast.release.repository.RepositoryFetcher;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.tuf.Delegation;
import io.holdfast.release.tuf.Delegations;
import io.holdfast.release.tuf.Hashes;
import io.holdfast.release.tuf.MetaFile;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.SignedFile;
import io.holdfast.release.tuf.Signers;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.TrustedMetadata;
import io.holdfast.release.tuf.client.MetadataFolder;
import io.holdfast.release.tuf.client.Updater;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For each role: what somebody with its key and a mirror can do to a client, what not, and that an
 * exchange of keys ends it. The table is in docs/threat-model.md.
 */
class StolenKeyTest {
  private static final Instant NOW = Instant.parse("2026-03-29T12:00:00Z");
  private static final ReleaseName EDGE = new ReleaseName("debian-edge");
  private static final ChannelName RULES = new ChannelName("rules");
  private static final String RELEASE = "releases/debian-edge-1.4.0.json";
  private static final String CONTENT = "content/rules/7.json";
  private static final byte[] EVIL = "{\"evil\": true}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Path repo;
  private Path keyFolder;
  private RoleKeys keys;
  private SignedRepository repository;

  @BeforeEach
  void publish() throws Exception {
    repo = folder.resolve("repo");
    keyFolder = folder.resolve("keys");
    keys = new RoleKeys(keyFolder, null);
    Published.into(repo, "1.4.0", "1.5.0");
    PublishedContent.into(repo, "7");
    repository = new SignedRepository(repo, NOW);
    repository.init(keys, List.of(RULES), Map.of());
    repository.publish(EDGE, new Version("1.4.0"), false, keys);
    repository.publish(RULES, new Version("7"), false, keys);
    refresh(repo);
  }

  // A role that speaks for targets

  @ParameterizedTest
  @ValueSource(strings = {"releases", "content.rules", "targets", "advisories"})
  void a_role_s_key_alone_changes_nothing_for_snapshot_and_timestamp_do_not_name_it(String role)
      throws Exception {
    Thief thief = thief(role);
    Holdings before = thief.holdings();
    thief.says(role, evil(thief, before, role));
    refresh(thief.mirror());
    thief.seal(before);
    refuses(thief, Reason.SIGNATURES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"releases", "content.rules"})
  void with_those_of_snapshot_and_timestamp_it_names_other_targets_of_its_own(String role)
      throws Exception {
    Thief thief = thief(role, "snapshot", "timestamp");
    Holdings before = thief.holdings();
    thief.says(role, evil(thief, before, role));
    thief.seal(before);
    Updater client = refresh(thief.mirror());
    assertThat(client.find(pathOf(role)).hashes()).isEqualTo(evil(pathOf(role)).hashes());
    // Never those of another role.
    String other = pathOf(role.equals("releases") ? "content.rules" : "releases");
    assertThat(client.find(other)).isEqualTo(before.find(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"releases", "content.rules", "advisories", "targets"})
  void its_exchange_ends_that_though_the_thief_has_those_of_snapshot_and_timestamp(String role)
      throws Exception {
    Thief thief = thief(role, "snapshot", "timestamp");
    rotate(role);
    refresh(repo);
    thief.copy(repo);
    Holdings before = thief.holdings();
    thief.says(role, evil(thief, before, role));
    thief.seal(before);
    refuses(thief, Reason.SIGNATURES);
  }

  @Test
  void the_key_of_a_channel_sets_no_floor_of_a_release() throws Exception {
    Thief thief = thief("content.rules", "snapshot", "timestamp");
    Holdings before = thief.holdings();
    TargetFile floor =
        new TargetFile(
            RELEASE,
            EVIL.length,
            Hashes.sha256(Digest.of(EVIL).hex()),
            SignedStatements.custom(Kind.RELEASE, EDGE.text(), new Version("1.4.0"), true));
    thief.says("content.rules", Thief.with(said(before, "content.rules"), floor, thief.forLong()));
    thief.seal(before);
    assertThat(statements(thief.mirror()).floors()).isEmpty();
  }

  // advisories

  @Test
  void the_key_of_advisories_withdraws_and_lifts_and_names_no_release() throws Exception {
    repository.withdraw(Withdrawals.of(repo, EDGE, new Version("1.5.0"), NOW), keys);
    Thief thief = thief("advisories", "snapshot", "timestamp");
    Holdings before = thief.holdings();
    byte[] list =
        new Statements(List.of(Withdrawals.of(repo, EDGE, new Version("1.4.0"), NOW)), Map.of())
            .toJson();
    TargetFile target =
        new TargetFile(
            SignedStatements.WITHDRAWN,
            list.length,
            Hashes.sha256(Digest.of(list).hex()),
            new JsonObject(Map.of()));
    Targets said = Thief.with(said(before, "advisories"), target, thief.forLong());
    thief.says(
        "advisories",
        new Targets(
            said.version(),
            thief.forLong(),
            Map.of(target.path(), target, "releases/x-9.json", evil("releases/x-9.json")),
            Delegations.NONE));
    thief.target("advisories/" + Digest.of(list).hex() + ".withdrawn.json", list);
    thief.seal(before);
    assertThat(statements(thief.mirror()).withdrawn())
        .singleElement()
        .satisfies(each -> assertThat(each.version()).isEqualTo(new Version("1.4.0")));
    MetadataRefusedException refused =
        catchThrowableOfType(
            MetadataRefusedException.class,
            () -> refresh(thief.mirror()).find("releases/x-9.json"));
    assertThat(refused.reason()).isEqualTo(Reason.NO_SUCH_TARGET);
  }

  // Timestamp and snapshot

  @Test
  void the_key_of_the_timestamp_hides_what_is_new_until_something_else_expires() throws Exception {
    Thief thief = thief("timestamp");
    MetaFile old = thief.holdings().timestamp().snapshot();
    repository.publish(EDGE, new Version("1.5.0"), false, keys);
    thief.timestamp(old, 99);
    assertThat(Objects.requireNonNull(refresh(thief.mirror()).trusted().timestamp()).version())
        .isEqualTo(99);
    refuses(thief, Reason.EXPIRED, NOW.plus(Duration.ofDays(101)));
  }

  @Test
  void the_key_of_the_timestamp_names_no_snapshot_that_nobody_signed_and_no_older_one()
      throws Exception {
    Thief thief = thief("timestamp");
    Holdings before = thief.holdings();
    thief.seal(before);
    refuses(thief, Reason.SIGNATURES);
    Path first = repo.resolve("metadata/1.snapshot.json");
    thief.timestamp(MetaFile.of(1, Files.readAllBytes(first)), 99);
    refuses(thief, Reason.ROLLBACK);
  }

  @Test
  void the_key_of_the_snapshot_alone_does_nothing() throws Exception {
    Thief thief = thief("snapshot");
    thief.seal(thief.holdings());
    refuses(thief, Reason.SIGNATURES);
  }

  @Test
  void with_both_a_client_that_is_new_is_given_an_older_state_and_one_that_is_not_is_not()
      throws Exception {
    Thief thief = thief("snapshot", "timestamp");
    Map<String, MetaFile> meta = new LinkedHashMap<>(thief.holdings().snapshot().meta());
    byte[] old = Files.readAllBytes(repo.resolve("metadata/1.releases.json"));
    meta.put("releases.json", MetaFile.of(1, old));
    thief.seal(meta, 50, 50);
    refuses(thief, Reason.ROLLBACK);
    Path fresh = folder.resolve("fresh");
    Updater client = refresh(thief.mirror(), fresh, NOW);
    MetadataRefusedException refused =
        catchThrowableOfType(MetadataRefusedException.class, () -> client.find(RELEASE));
    assertThat(refused.reason()).isEqualTo(Reason.NO_SUCH_TARGET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "timestamp"})
  void the_exchange_of_either_ends_it_and_forgets_the_versions_that_he_raised(String role)
      throws Exception {
    Thief thief = thief("snapshot", "timestamp");
    thief.seal(thief.holdings().snapshot().meta(), 1L << 50, 1L << 50);
    refresh(thief.mirror());
    refuses(repo, Reason.ROLLBACK);
    rotate(role);
    refresh(repo);
    thief.copy(repo);
    thief.seal(thief.holdings());
    refuses(thief, Reason.SIGNATURES);
  }

  // targets and root

  @Test
  void the_key_of_targets_gives_every_role_to_the_thief() throws Exception {
    Thief thief = thief("targets", "snapshot", "timestamp");
    Holdings before = thief.holdings();
    thief.says("targets", evil(thief, before, "targets"));
    thief.says(
        "releases",
        new Targets(
            said(before, "releases").version() + 1,
            thief.forLong(),
            Map.of(RELEASE, evil(RELEASE)),
            Delegations.NONE));
    thief.seal(before);
    assertThat(refresh(thief.mirror()).find(RELEASE).hashes()).isEqualTo(evil(RELEASE).hashes());
  }

  @Test
  void a_root_key_below_the_threshold_does_nothing() throws Exception {
    change(
        repository
            .drafting()
            .rotate(
                Map.of("root", new Rotation(Set.of(), List.of(), new KeyCount(2, 2))), () -> keys));
    Thief thief = new Thief(folder.resolve("mirror"), keyFolder, NOW, "root-2");
    thief.copy(repo);
    SigningKey own = SigningKey.generate();
    Root his = owned(thief.holdings().trusted().root(), own);
    Files.write(
        thief.mirror().resolve("metadata/" + his.version() + ".root.json"),
        SignedFile.of(his, List.of(thief.key("root-2"), own)));
    refuses(thief, Reason.SIGNATURES);
    assertThat(rootKept()).isEqualTo(his.version() - 1);
  }

  @Test
  void with_a_threshold_of_root_keys_everything_is_the_thief_s_and_no_exchange_brings_it_back()
      throws Exception {
    Thief thief = thief("root");
    SigningKey own = SigningKey.generate();
    thief.root(owned(thief.holdings().trusted().root(), own), own);
    // His root is believed; what the other keys signed is not his, and is refused under it.
    refuses(thief, Reason.SIGNATURES);
    assertThat(rootKept()).isEqualTo(2);
    rotate("root");
    refuses(repo, Reason.SIGNATURES);
    // Who never saw his root follows the owner.
    refresh(repo, folder.resolve("fresh"), NOW);
  }

  @Test
  void who_follows_the_owner_first_is_not_led_away_by_the_old_root_key() throws Exception {
    Thief thief = thief("root");
    rotate("root");
    refresh(repo);
    thief.copy(repo);
    SigningKey own = SigningKey.generate();
    thief.root(owned(thief.holdings().trusted().root(), own), own);
    refuses(thief, Reason.SIGNATURES);
    assertThat(rootKept()).isEqualTo(2);
  }

  /** The version of the root that the client believes. */
  private long rootKept() throws Exception {
    byte[] root = Files.readAllBytes(folder.resolve("known/root.json"));
    return TrustedMetadata.begin(NOW, root).root().version();
  }

  private static Root owned(Root root, SigningKey own) {
    Signers mine = Signers.of(1, List.of(own.publicKey()));
    return new Root(root.version() + 1, NOW.plus(Duration.ofDays(9)), true, mine, mine, mine, mine);
  }

  /** What the role says once a thief has it: all his, or all roles his. */
  private static Targets evil(Thief thief, Holdings before, String role) {
    if (!role.equals("targets")) {
      return Thief.with(said(before, role), evil(pathOf(role)), thief.forLong());
    }
    List<Delegation> roles = new ArrayList<>();
    for (Holdings.Delegated each : before.delegated().values()) {
      Delegation old = each.delegation();
      Signers his = Signers.of(1, List.of(thief.key(old.role()).publicKey()));
      boolean wanted = old.role().equals("releases");
      roles.add(wanted ? new Delegation(old.role(), his, old.paths(), old.terminating()) : old);
    }
    return new Targets(
        before.top().version() + 1, thief.forLong(), Map.of(), new Delegations.Roles(roles));
  }

  private static TargetFile evil(String path) {
    return new TargetFile(
        path, EVIL.length, Hashes.sha256(Digest.of(EVIL).hex()), new JsonObject(Map.of()));
  }

  private static Targets said(Holdings holdings, String role) {
    return (Targets) holdings.says(role);
  }

  private static String pathOf(String role) {
    return switch (role) {
      case "releases" -> RELEASE;
      case "content.rules" -> CONTENT;
      default -> "advisories/other.json";
    };
  }

  private Thief thief(String... roles) throws Exception {
    Thief thief = new Thief(folder.resolve("mirror"), keyFolder, NOW, roles);
    thief.copy(repo);
    return thief;
  }

  private void rotate(String role) throws Exception {
    change(repository.drafting().rotate(Map.of(role, Rotation.OF_ALL), () -> keys));
  }

  private void change(Draft draft) throws Exception {
    repository.accept(draft.signedWith(keys), keys);
  }

  private void refuses(Thief thief, Reason reason) {
    refuses(thief.mirror(), reason);
  }

  private void refuses(Path from, Reason reason) {
    refuses(from, reason, NOW);
  }

  private void refuses(Thief thief, Reason reason, Instant at) {
    refuses(thief.mirror(), reason, at);
  }

  private void refuses(Path from, Reason reason, Instant at) {
    MetadataRefusedException refused =
        catchThrowableOfType(
            MetadataRefusedException.class, () -> refresh(from, folder.resolve("known"), at));
    assertThat(refused).as("refused for " + reason).isNotNull();
    assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(reason);
  }

  private Statements statements(Path from) throws Exception {
    return SignedStatements.read(
        refresh(from).roles(),
        RepositoryFetcher.at(from.resolve(SignedStatements.TARGETS).toString()));
  }

  private Updater refresh(Path from) throws Exception {
    return refresh(from, folder.resolve("known"), NOW);
  }

  /** A client that was given the repository's first root, and keeps what it saw. */
  private Updater refresh(Path from, Path kept, Instant at) throws Exception {
    MetadataFolder known = new MetadataFolder(kept);
    if (known.read("root", 1 << 20) == null) {
      known.begin(Files.readAllBytes(repo.resolve("metadata/1.root.json")));
    }
    Updater client =
        Updater.begin(
            RepositoryFetcher.at(from.resolve(SignedStatements.METADATA).toString()), known, at);
    client.refresh();
    client.roles();
    return client;
  }
}
