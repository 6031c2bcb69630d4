package io.holdfast.release.tuf.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.Timestamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key was lost or stolen, and what comes after. */
class RootRotationTest {
  @TempDir Path folder;
  private final Vendor vendor = new Vendor();
  private Customer customer;

  @BeforeEach
  void install() throws Exception {
    customer = new Customer(vendor, folder);
  }

  @Test
  void a_root_that_old_and_new_keys_signed_is_believed() throws Exception {
    List<SigningKey> before = List.copyOf(vendor.keysOf(Root.ROLE));
    vendor.rotate(Root.ROLE);
    publishRoot(before, vendor.keysOf(Root.ROLE));
    vendor.publish(Root.ROLE);
    customer.refresh();
    assertThat(customer.version(Root.ROLE)).isEqualTo(3);
  }

  @Test
  void a_root_that_only_its_new_keys_signed_is_refused() throws Exception {
    vendor.rotate(Root.ROLE);
    vendor.publish(Root.ROLE);
    customer.refuses(Reason.SIGNATURES);
    assertThat(customer.version(Root.ROLE)).isEqualTo(1);
  }

  @Test
  void a_root_that_only_its_old_keys_signed_is_refused() {
    List<SigningKey> before = List.copyOf(vendor.keysOf(Root.ROLE));
    vendor.rotate(Root.ROLE);
    publishRoot(before);
    customer.refuses(Reason.SIGNATURES);
  }

  @Test
  void a_threshold_that_is_raised_must_be_met_and_one_that_is_lowered_was_needed() {
    vendor.addKey(Root.ROLE);
    vendor.thresholds.put(Root.ROLE, 2);
    publishRoot(vendor.keysOf(Root.ROLE).subList(0, 1));
    customer.refuses(Reason.SIGNATURES);
    vendor.sign(Root.ROLE, vendor.keysOf(Root.ROLE));
    vendor.thresholds.put(Root.ROLE, 1);
    publishRoot(vendor.keysOf(Root.ROLE).subList(0, 1));
    customer.refuses(Reason.SIGNATURES);
  }

  @Test
  void no_version_of_the_root_is_left_out_or_said_twice() {
    vendor.versions.put(Root.ROLE, 3L);
    vendor.sign(Root.ROLE, vendor.keysOf(Root.ROLE));
    vendor.files.put("2.root.json", vendor.root(3));
    customer.refuses(Reason.ROLLBACK);
    vendor.files.put("2.root.json", vendor.root(1));
    customer.refuses(Reason.ROLLBACK);
  }

  @Test
  void what_a_stolen_key_signed_counts_no_more_once_the_root_has_dropped_it() throws Exception {
    List<SigningKey> stolen = List.copyOf(vendor.keysOf(Targets.ROLE));
    customer.refresh();
    vendor.rotate(Targets.ROLE);
    vendor.publish(Root.ROLE);
    vendor.publish(Targets.ROLE, Snapshot.ROLE, Timestamp.ROLE);
    customer.refresh();
    vendor.versions.merge(Targets.ROLE, 1L, Long::sum);
    vendor.sign(Targets.ROLE, stolen);
    vendor.publish(Snapshot.ROLE, Timestamp.ROLE);
    customer.refuses(Reason.SIGNATURES);
    assertThat(customer.version(Targets.ROLE)).isEqualTo(2);
  }

  @Test
  void a_thief_who_raised_the_timestamp_without_end_is_recovered_from() throws Exception {
    vendor.versions.put(Timestamp.ROLE, Long.MAX_VALUE - 1);
    vendor.publish(Timestamp.ROLE);
    customer.refresh();
    vendor.rotate(Timestamp.ROLE);
    vendor.publish(Root.ROLE);
    vendor.versions.put(Timestamp.ROLE, 1L);
    vendor.publish(Timestamp.ROLE);
    customer.refresh();
    assertThat(customer.version(Timestamp.ROLE)).isEqualTo(2);
  }

  @Test
  void a_thief_who_raised_the_snapshot_and_the_targets_without_end_is_recovered_from()
      throws Exception {
    vendor.versions.put(Targets.ROLE, 1000L);
    vendor.versions.put(Snapshot.ROLE, 1000L);
    vendor.publish(Targets.ROLE, Snapshot.ROLE, Timestamp.ROLE);
    customer.refresh();
    vendor.rotate(Snapshot.ROLE);
    vendor.publish(Root.ROLE);
    vendor.versions.put(Targets.ROLE, 1L);
    vendor.versions.put(Snapshot.ROLE, 1L);
    vendor.publish(Targets.ROLE, Snapshot.ROLE, Timestamp.ROLE);
    customer.refresh();
    assertThat(customer.version(Snapshot.ROLE)).isEqualTo(2);
    assertThat(customer.version(Targets.ROLE)).isEqualTo(2);
  }

  @Test
  void a_key_more_forgets_nothing() throws Exception {
    vendor.publish(Timestamp.ROLE);
    customer.refresh();
    vendor.addKey(Timestamp.ROLE);
    vendor.publish(Root.ROLE);
    vendor.versions.put(Timestamp.ROLE, 0L);
    vendor.publish(Timestamp.ROLE);
    customer.refuses(Reason.ROLLBACK);
  }

  @Test
  void a_root_without_signatures_for_a_role_that_nobody_can_sign_is_taken_and_its_role_is_not()
      throws Exception {
    vendor.thresholds.put(Snapshot.ROLE, 6);
    vendor.publish(Root.ROLE, Snapshot.ROLE, Timestamp.ROLE);
    customer.refuses(Reason.SIGNATURES);
    assertThat(customer.version(Root.ROLE)).isEqualTo(2);
    assertThat(customer.version(Snapshot.ROLE)).isZero();
  }

  @SafeVarargs
  private void publishRoot(List<SigningKey>... by) {
    List<SigningKey> all = new ArrayList<>();
    for (List<SigningKey> keys : by) {
      all.addAll(keys);
    }
    vendor.versions.merge(Root.ROLE, 1L, Long::sum);
    vendor.sign(Root.ROLE, all);
  }
}
