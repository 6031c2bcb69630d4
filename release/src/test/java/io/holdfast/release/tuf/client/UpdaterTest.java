package io.holdfast.release.tuf.client;

import static io.holdfast.release.tuf.client.Vendor.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.tuf.MetaFile;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.Timestamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The workflow of the top-level roles, and each attack that it is for. */
class UpdaterTest {
  private static final String[] ONLINE = {Snapshot.ROLE, Timestamp.ROLE};
  private static final String[] ALL = {Targets.ROLE, Snapshot.ROLE, Timestamp.ROLE};

  @TempDir Path folder;
  private final Vendor vendor = new Vendor();
  private Customer customer;

  @BeforeEach
  void install() throws Exception {
    customer = new Customer(vendor, folder);
  }

  @Test
  void the_files_are_asked_for_in_the_order_of_the_specification() throws Exception {
    customer.refresh();
    assertThat(vendor.asked)
        .containsExactly("2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json");
  }

  @Test
  void without_consistent_snapshots_names_have_no_version() throws Exception {
    vendor.consistent = false;
    vendor.publish(Root.ROLE);
    vendor.publish(ALL);
    customer.refresh();
    assertThat(vendor.asked)
        .containsExactly(
            "2.root.json", "3.root.json", "timestamp.json", "snapshot.json", "targets.json");
  }

  @Test
  void what_is_believed_is_not_fetched_again() throws Exception {
    customer.refresh();
    customer.refresh();
    assertThat(vendor.asked).containsExactly("2.root.json", "timestamp.json");
  }

  @Test
  void what_is_kept_are_the_bytes_that_came() throws Exception {
    customer.refresh();
    assertThat(Files.readAllBytes(folder.resolve("snapshot.json")))
        .isEqualTo(vendor.file("1.snapshot.json"));
  }

  @Test
  void a_client_without_a_root_is_told_how_to_get_one() throws Exception {
    Files.delete(folder.resolve("root.json"));
    assertThatThrownBy(() -> customer.refresh())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("init");
  }

  // Arbitrary software

  @ParameterizedTest
  @ValueSource(strings = {Timestamp.ROLE, Snapshot.ROLE, Targets.ROLE, Root.ROLE})
  void what_a_stranger_signed_is_refused(String role) throws Exception {
    customer.refresh();
    vendor.versions.merge(role, 1L, Long::sum);
    vendor.sign(role, List.of(SigningKey.generate()));
    publishAbove(role);
    customer.refuses(Reason.SIGNATURES);
    assertThat(customer.version(role)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {Timestamp.ROLE, Snapshot.ROLE, Targets.ROLE})
  void a_key_signs_for_its_own_role_alone(String role) throws Exception {
    List<SigningKey> others = new ArrayList<>();
    vendor.keys.forEach((other, keys) -> others.addAll(other.equals(role) ? List.of() : keys));
    vendor.versions.merge(role, 1L, Long::sum);
    vendor.sign(role, others);
    publishAbove(role);
    customer.refuses(Reason.SIGNATURES);
  }

  @Test
  void one_of_two_who_must_sign_is_not_enough() throws Exception {
    vendor.thresholds.put(Targets.ROLE, 2);
    vendor.addKey(Targets.ROLE);
    vendor.publish(Root.ROLE);
    vendor.versions.merge(Targets.ROLE, 1L, Long::sum);
    vendor.sign(Targets.ROLE, vendor.keysOf(Targets.ROLE).subList(1, 2));
    vendor.publish(ONLINE);
    customer.refuses(Reason.SIGNATURES);
    vendor.publish(ALL);
    customer.refresh();
    assertThat(customer.version(Targets.ROLE)).isEqualTo(3);
  }

  @Test
  void two_signatures_of_one_key_are_refused() {
    SigningKey key = vendor.keysOf(Snapshot.ROLE).getFirst();
    vendor.versions.merge(Snapshot.ROLE, 1L, Long::sum);
    vendor.sign(Snapshot.ROLE, List.of(key, key));
    vendor.publish(Timestamp.ROLE);
    customer.refuses(Reason.FORM);
  }

  @Test
  void metadata_of_one_role_is_not_taken_for_another_s() {
    vendor.keysOf(Timestamp.ROLE).addAll(vendor.keysOf(Snapshot.ROLE));
    vendor.publish(Root.ROLE);
    vendor.files.put("timestamp.json", vendor.file("1.snapshot.json"));
    customer.refuses(Reason.FORM);
  }

  // Rollback

  @Test
  void an_old_timestamp_is_refused() throws Exception {
    byte[] old = vendor.file("timestamp.json");
    vendor.publish(Timestamp.ROLE);
    customer.refresh();
    vendor.files.put("timestamp.json", old);
    customer.refuses(Reason.ROLLBACK);
    assertThat(customer.version(Timestamp.ROLE)).isEqualTo(2);
  }

  @Test
  void a_timestamp_that_says_something_else_under_its_old_version_is_not_looked_at()
      throws Exception {
    customer.refresh();
    vendor.publish(Snapshot.ROLE);
    vendor.sign(Timestamp.ROLE, vendor.keysOf(Timestamp.ROLE));
    customer.refresh();
    assertThat(customer.version(Snapshot.ROLE)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_old_snapshot_is_refused(boolean hashes) throws Exception {
    vendor.withHashes = hashes;
    vendor.publish(ONLINE);
    customer.refresh();
    vendor.versions.put(Snapshot.ROLE, 0L);
    vendor.publish(ONLINE);
    customer.refuses(Reason.ROLLBACK);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void old_targets_are_refused(boolean hashes) throws Exception {
    vendor.withHashes = hashes;
    vendor.publish(ALL);
    customer.refresh();
    vendor.versions.put(Targets.ROLE, 0L);
    vendor.publish(ALL);
    customer.refuses(Reason.ROLLBACK);
    assertThat(customer.version(Targets.ROLE)).isEqualTo(2);
  }

  @Test
  void a_role_does_not_vanish_from_the_snapshot() throws Exception {
    vendor.delegate(Targets.ROLE, "releases", true, "releases/*");
    vendor.publish("releases");
    vendor.publish(ALL);
    customer.refresh();
    vendor.meta.remove("releases.json");
    vendor.publish(ONLINE);
    customer.refuses(Reason.ROLLBACK);
  }

  // Freeze

  @ParameterizedTest
  @ValueSource(strings = {Root.ROLE, Timestamp.ROLE, Snapshot.ROLE, Targets.ROLE})
  void what_has_expired_is_not_believed(String role) throws Exception {
    customer.refresh();
    vendor.expiries.put(role, NOW);
    vendor.publish(role);
    publishAbove(role);
    customer.refuses(Reason.EXPIRED);
    assertThat(customer.version(role)).isEqualTo(role.equals(Root.ROLE) ? 2 : 1);
  }

  @Test
  void a_mirror_that_serves_the_same_for_ever_is_noticed() throws Exception {
    customer.refresh();
    customer.now = NOW.plus(Duration.ofDays(31));
    customer.refuses(Reason.EXPIRED);
  }

  @Test
  void a_client_that_was_off_for_a_year_updates_on_its_first_contact() throws Exception {
    customer.refresh();
    for (int month = 0; month < 12; month++) {
      if (month % 4 == 0) {
        List<SigningKey> before = List.copyOf(vendor.keysOf(Root.ROLE));
        vendor.rotate(Root.ROLE);
        vendor.rotate(Timestamp.ROLE);
        vendor.versions.merge(Root.ROLE, 1L, Long::sum);
        List<SigningKey> both = new ArrayList<>(before);
        both.addAll(vendor.keysOf(Root.ROLE));
        vendor.sign(Root.ROLE, both);
      }
      vendor.publish(ALL);
    }
    customer.now = NOW.plus(Duration.ofDays(365));
    for (String role : List.of(Root.ROLE, Targets.ROLE, Snapshot.ROLE, Timestamp.ROLE)) {
      vendor.expiries.put(role, customer.now.plus(Duration.ofDays(30)));
    }
    vendor.publish(Root.ROLE);
    vendor.publish(ALL);
    customer.refresh();
    assertThat(customer.version(Root.ROLE)).isEqualTo(5);
    assertThat(customer.version(Targets.ROLE)).isEqualTo(14);
  }

  // Mix-and-match

  @Test
  void a_snapshot_that_is_not_the_timestamp_s_is_refused() throws Exception {
    vendor.publish(ONLINE);
    vendor.files.put("2.snapshot.json", vendor.file("1.snapshot.json"));
    customer.refuses(Reason.MISMATCH);
    vendor.withHashes = false;
    vendor.sign(Snapshot.ROLE, vendor.keysOf(Snapshot.ROLE));
    vendor.publish(Timestamp.ROLE);
    vendor.files.put("2.snapshot.json", vendor.file("1.snapshot.json"));
    customer.refuses(Reason.MISMATCH);
  }

  @Test
  void targets_that_are_not_the_snapshot_s_are_refused() throws Exception {
    vendor.publish(ALL);
    vendor.sign(Targets.ROLE, List.of(vendor.keysOf(Targets.ROLE).getFirst(), vendor.addKey("x")));
    customer.refuses(Reason.TOO_LARGE);
    vendor.files.put("2.targets.json", vendor.file("1.targets.json"));
    customer.refuses(Reason.MISMATCH);
  }

  @Test
  void what_the_metadata_names_and_the_mirror_lacks_is_told() throws Exception {
    customer.refresh();
    vendor.publish(ALL);
    byte[] targets = vendor.files.remove("2.targets.json");
    customer.refuses(Reason.MISSING);
    assertThat(customer.version(Snapshot.ROLE)).isEqualTo(2);
    vendor.files.put("2.targets.json", targets);
    customer.refresh();
    assertThat(customer.version(Targets.ROLE)).isEqualTo(2);
  }

  // Endless data

  @ParameterizedTest
  @ValueSource(strings = {"2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"})
  void more_bytes_than_may_be_are_not_read(String file) {
    vendor.withHashes = false;
    vendor.sign(Targets.ROLE, vendor.keysOf(Targets.ROLE));
    vendor.sign(Snapshot.ROLE, vendor.keysOf(Snapshot.ROLE));
    vendor.publish(Timestamp.ROLE);
    vendor.files.put(file, new byte[Updater.MAX_TARGETS_BYTES + 1]);
    customer.refuses(Reason.TOO_LARGE);
  }

  @Test
  void a_snapshot_cannot_allow_more_than_a_client_takes() {
    vendor.meta.put(
        "targets.json", new MetaFile(1, Long.MAX_VALUE, io.holdfast.release.tuf.Hashes.NONE));
    vendor.files.put("1.targets.json", new byte[Updater.MAX_TARGETS_BYTES + 1]);
    vendor.publish(ONLINE);
    customer.refuses(Reason.TOO_LARGE);
  }

  @Test
  void only_so_many_roots_are_taken_in_one_update() throws Exception {
    for (int i = 0; i < Updater.MAX_ROOTS + 1; i++) {
      vendor.publish(Root.ROLE);
    }
    customer.refresh();
    assertThat(customer.version(Root.ROLE)).isEqualTo(Updater.MAX_ROOTS + 1);
    customer.refresh();
    assertThat(customer.version(Root.ROLE)).isEqualTo(Updater.MAX_ROOTS + 2);
  }

  // Damage on this machine

  @ParameterizedTest
  @ValueSource(strings = {"timestamp.json", "snapshot.json", "targets.json"})
  void a_kept_file_that_was_damaged_is_fetched_again(String file) throws Exception {
    customer.refresh();
    Files.writeString(folder.resolve(file), "{");
    customer.refresh();
    assertThat(folder.resolve(file)).content(StandardCharsets.UTF_8).hasSizeGreaterThan(100);
  }

  @Test
  void a_kept_root_that_was_changed_is_not_believed() throws Exception {
    vendor.versions.put(Root.ROLE, 0L);
    vendor.rotate(Root.ROLE);
    vendor.versions.merge(Root.ROLE, 1L, Long::sum);
    vendor.sign(Root.ROLE, List.of(SigningKey.generate()));
    Files.write(folder.resolve("root.json"), vendor.root(1));
    customer.refuses(Reason.SIGNATURES);
    assertThat(vendor.asked).isEmpty();
  }

  @Test
  void damaged_bytes_are_refused_and_never_a_defect() throws Exception {
    Random random = new Random(20240329);
    List<String> files = List.of("timestamp.json", "1.snapshot.json", "1.targets.json");
    for (int i = 0; i < 300; i++) {
      String file = files.get(i % files.size());
      byte[] good = vendor.file(file);
      byte[] bad = good.clone();
      for (int change = 0; change <= random.nextInt(3); change++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      vendor.files.put(file, bad);
      customer.folder().begin(vendor.root(1));
      Files.deleteIfExists(folder.resolve("targets.json"));
      try {
        customer.refresh();
      } catch (MetadataRefusedException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
      vendor.files.put(file, good);
    }
    customer.refresh();
  }

  /** What must be signed anew for the next version of a role to be seen. */
  private void publishAbove(String role) {
    switch (role) {
      case Targets.ROLE -> vendor.publish(ONLINE);
      case Snapshot.ROLE -> vendor.publish(Timestamp.ROLE);
      default -> {
        // Nothing names a root or a timestamp.
      }
    }
  }
}
