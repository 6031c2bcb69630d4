package io.holdfast.release.tuf.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.release.json.JsonObject;
import io.holdfast.release.tuf.Hashes;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.Timestamp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asked for a target, and what is taken for it. */
class TargetSearchTest {
  @TempDir Path folder;
  private final Vendor vendor = new Vendor();
  private Customer customer;

  @BeforeEach
  void install() throws Exception {
    customer = new Customer(vendor, folder.resolve("metadata"));
  }

  @Test
  void roles_are_asked_depth_first_in_the_order_of_delegations() throws Exception {
    vendor.delegate(Targets.ROLE, "a", false, "*");
    vendor.delegate(Targets.ROLE, "b", false, "*");
    vendor.delegate("a", "c", false, "*");
    vendor.delegate("a", "d", false, "*");
    vendor.add("b", "file", "of b");
    publish("a", "b", "c", "d");
    assertThat(find("file")).isEqualTo("of b");
    assertThat(roles()).containsExactly("a", "c", "d", "b");
  }

  @Test
  void who_is_named_first_is_believed_first() throws Exception {
    vendor.delegate(Targets.ROLE, "a", false, "*");
    vendor.delegate(Targets.ROLE, "b", false, "*");
    vendor.add("b", "file", "of b");
    vendor.add("a", "file", "of a");
    publish("a", "b");
    assertThat(find("file")).isEqualTo("of a");
  }

  @Test
  void nothing_is_asked_behind_a_terminating_delegation() throws Exception {
    vendor.delegate(Targets.ROLE, "a", false, "*");
    vendor.delegate(Targets.ROLE, "b", false, "*");
    vendor.delegate("a", "c", true, "*");
    vendor.delegate("a", "d", false, "*");
    vendor.add("b", "file", "of b");
    publish("a", "b", "c", "d");
    refuses("file", Reason.NO_SUCH_TARGET);
    assertThat(roles()).containsExactly("a", "c");
  }

  @Test
  void a_circle_of_delegations_ends() throws Exception {
    vendor.addKey("a");
    vendor.delegate("b", "a", false, "*");
    vendor.delegate("a", "b", false, "*");
    vendor.delegate(Targets.ROLE, "a", false, "*");
    publish("a", "b");
    refuses("file", Reason.NO_SUCH_TARGET);
    assertThat(roles()).containsExactly("a", "b");
  }

  @Test
  void only_so_many_roles_are_asked() throws Exception {
    String[] names = new String[40];
    for (int i = 0; i < names.length; i++) {
      names[i] = "r" + i;
      vendor.delegate(Targets.ROLE, names[i], false, "*");
    }
    vendor.add("r39", "file", "too far");
    publish(names);
    refuses("file", Reason.NO_SUCH_TARGET);
    assertThat(roles()).hasSize(Updater.MAX_VISITED - 1);
  }

  @Test
  void a_role_does_not_speak_for_what_was_not_delegated_to_it() throws Exception {
    vendor.delegate(Targets.ROLE, "rules", false, "content/rules/*");
    vendor.add("rules", "releases/edge-9.json", "not his");
    vendor.add("rules", "content/rules/1.json", "his");
    publish("rules");
    refuses("releases/edge-9.json", Reason.NO_SUCH_TARGET);
    assertThat(roles()).isEmpty();
    assertThat(find("content/rules/1.json")).isEqualTo("his");
  }

  @Test
  void a_role_that_the_snapshot_does_not_name_is_not_even_fetched() throws Exception {
    vendor.delegate(Targets.ROLE, "a", false, "*");
    vendor.publish("a", Targets.ROLE);
    vendor.meta.remove("a.json");
    vendor.publish(Snapshot.ROLE, Timestamp.ROLE);
    refuses("file", Reason.MISSING);
    assertThat(roles()).isEmpty();
  }

  @Test
  void what_a_delegated_role_s_key_did_not_sign_is_refused() throws Exception {
    vendor.delegate(Targets.ROLE, "a", false, "*");
    vendor.add("a", "file", "of a");
    vendor.rotate("a");
    publish("a");
    refuses("file", Reason.SIGNATURES);
    assertThat(customer.version("a")).isZero();
  }

  /** What one delegator vouched for, another did not. */
  @Test
  void a_role_is_verified_for_each_of_its_delegators() throws Exception {
    vendor.delegate(Targets.ROLE, "a", false, "a/*");
    vendor.delegate(Targets.ROLE, "b", false, "b/*");
    vendor.delegate("a", "shared", false, "a/*");
    var byA = List.copyOf(vendor.keysOf("shared"));
    vendor.rotate("shared");
    vendor.delegate("b", "shared", false, "b/*");
    vendor.keys.put("shared", new java.util.ArrayList<>(byA));
    vendor.add("shared", "a/file", "good");
    vendor.add("shared", "b/file", "bad");
    publish("shared", "a", "b");
    Updater updater = customer.refresh();
    assertThat(updater.find("a/file").path()).isEqualTo("a/file");
    assertThatThrownBy(() -> updater.find("b/file")).isInstanceOf(MetadataRefusedException.class);
  }

  @Test
  void an_expired_delegated_role_is_not_believed() throws Exception {
    vendor.delegate(Targets.ROLE, "a", false, "*");
    vendor.add("a", "file", "of a");
    vendor.expiries.put("a", Vendor.NOW);
    publish("a");
    refuses("file", Reason.EXPIRED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "#", "/absolute", "../../up", "a/b", "%2e%2e", "\u0000", "päth"})
  void a_role_s_name_leads_nowhere(String name) throws Exception {
    vendor.delegate(Targets.ROLE, name, false, "*");
    vendor.add(name, "file", "found");
    publish(name);
    assertThat(find("file")).isEqualTo("found");
    try (Stream<Path> files = Files.list(folder.resolve("metadata"))) {
      assertThat(files).hasSize(5);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Targets.ROLE, "root", "timestamp", "snapshot", ""})
  void a_role_never_takes_the_place_of_a_top_level_one(String name) throws Exception {
    vendor.addKey("x");
    vendor.keys.putIfAbsent(name, vendor.keysOf("x"));
    vendor.delegate(Targets.ROLE, name, false, "*");
    vendor.publish(Targets.ROLE, Snapshot.ROLE, Timestamp.ROLE);
    customer.refuses(Reason.FORM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../up.txt", "/etc/passwd", "a/../../b", ".", "..", ".incoming", "a?b#c", "a//b"})
  void a_target_s_path_leads_nowhere(String path) throws Exception {
    vendor.add(Targets.ROLE, path, "content");
    publish();
    assertThat(find(path)).isEqualTo("content");
    try (Stream<Path> files = Files.list(folder.resolve("targets"))) {
      assertThat(files).hasSize(1);
    }
    assertThat(vendor.asked).noneMatch(file -> List.of(file.split("/")).contains(".."));
  }

  @Test
  void a_target_is_downloaded_once() throws Exception {
    vendor.add(Targets.ROLE, "file", "content");
    publish();
    find("file");
    find("file");
    assertThat(vendor.asked).noneMatch(file -> file.endsWith(".file"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"other bytes", "content and more", "cont", ""})
  void other_bytes_than_the_metadata_names_do_not_stay(String bytes) throws Exception {
    vendor.add(Targets.ROLE, "file", "content");
    publish();
    vendor.files.replaceAll(
        (name, old) -> name.endsWith(".file") ? bytes.getBytes(StandardCharsets.UTF_8) : old);
    refuses("file", Reason.MISMATCH);
    try (Stream<Path> files = Files.list(folder.resolve("targets"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void a_target_whose_hashes_nobody_here_knows_is_refused() throws Exception {
    vendor.targets.put(
        Targets.ROLE,
        new HashMap<>(
            Map.of(
                "file",
                new TargetFile("file", 3, new Hashes(Map.of(), true), new JsonObject(Map.of())))));
    publish();
    refuses("file", Reason.MISMATCH);
  }

  private void publish(String... roles) {
    vendor.publish(roles);
    vendor.publish(Targets.ROLE, Snapshot.ROLE, Timestamp.ROLE);
  }

  private String find(String target) throws Exception {
    Updater updater = customer.refresh();
    Path file =
        new TargetFolder(folder.resolve("targets"))
            .fetch(updater.find(target), vendor, updater.trusted().root().consistentSnapshot());
    return Files.readString(file);
  }

  private void refuses(String target, Reason reason) {
    MetadataRefusedException refused =
        catchThrowableOfType(MetadataRefusedException.class, () -> find(target));
    assertThat(refused).isNotNull();
    assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(reason);
  }

  /** The delegated roles that were asked for, in order. */
  private List<String> roles() {
    return vendor.asked.stream()
        .filter(file -> file.matches("1\\..*\\.json"))
        .map(file -> file.substring(2, file.length() - 5))
        .filter(role -> !role.equals(Targets.ROLE) && !role.equals(Snapshot.ROLE))
        .toList();
  }
}
