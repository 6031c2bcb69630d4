package io.holdfast.node.vouching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.node.disk.NodePaths;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFile;
import io.holdfast.release.content.ContentKeys;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.tuf.signing.RoleKeys;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VouchingTest {
  private static final Instant NOW = Instant.parse("2026-03-29T12:00:00Z");
  private static final ChannelName RULES = new ChannelName("rules");
  private static final Version SEVEN = new Version("7");
  private static final String TARGET = SignedStatements.target(RULES, SEVEN);

  @TempDir Path folder;
  private NodePaths paths;
  private Path repo;
  private RoleKeys keys;
  private Digest seven;

  @BeforeEach
  void install() throws Exception {
    paths = new NodePaths(folder.resolve("node"));
    Files.createDirectories(paths.node());
    Files.createDirectories(paths.trust());
    repo = folder.resolve("repo");
    keys = new RoleKeys(folder.resolve("keys"), null);
    seven = content();
    Path root = signed(NOW).init(keys, List.of(RULES), Map.of());
    signed(NOW).publish(RULES, SEVEN, false, keys);
    Files.copy(root, paths.trustedRoot());
  }

  @Test
  void what_the_repository_vouches_for_is_taken() throws Exception {
    assertThat(vouching(NOW).demand(repo.toString(), TARGET, seven)).isEqualTo(Statements.NONE);
  }

  @Test
  void a_manifest_that_nobody_vouches_for_is_refused() {
    Digest other = Digest.of("other".getBytes(UTF_8));
    refuses(NOW, TARGET, other, "another manifest");
    refuses(NOW, SignedStatements.target(RULES, new Version("8")), seven, "has no target");
  }

  @Test
  void a_repository_without_metadata_is_refused_by_a_node_that_has_a_root() throws Exception {
    Files.delete(repo.resolve("metadata/timestamp.json"));
    refuses(NOW, TARGET, seven, "timestamp.json");
  }

  @Test
  void expired_metadata_stops_changes() {
    refuses(NOW.plus(Duration.ofDays(60)), TARGET, seven, "expired");
  }

  @Test
  void a_withdrawal_counts_after_it_expired_and_without_its_repository() throws Exception {
    withdraw();
    vouching(NOW).demand(repo.toString(), TARGET, seven);
    Files.delete(paths.trustedRoot());
    Statements seen =
        vouching(NOW.plus(Duration.ofDays(1000)))
            .demand(folder.resolve("medium").toString(), TARGET, seven);
    assertThat(seen.of(seven)).isNotNull();
  }

  /** A mirror or a medium from before the withdrawal. */
  @Test
  void old_metadata_is_noticed_and_does_not_lift_a_withdrawal() throws Exception {
    byte[] old = Files.readAllBytes(repo.resolve("metadata/timestamp.json"));
    withdraw();
    vouching(NOW).demand(repo.toString(), TARGET, seven);
    Files.write(repo.resolve("metadata/timestamp.json"), old);
    refuses(NOW, TARGET, seven, "serves old metadata");
    assertThat(vouching(NOW).seen().of(seven)).isNotNull();
  }

  @Test
  void a_node_without_a_root_asks_for_no_metadata() throws Exception {
    Files.delete(paths.trustedRoot());
    assertThat(vouching(NOW).demand("no-such-repository", TARGET, seven))
        .isEqualTo(Statements.NONE);
    assertThat(paths.statements()).doesNotExist();
  }

  @Test
  void a_damaged_file_of_statements_stops_changes_until_a_repository_is_asked() throws Exception {
    Files.writeString(paths.statements(), "{");
    assertThatThrownBy(() -> vouching(NOW).seen())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("statements.json");
    vouching(NOW).demand(repo.toString(), TARGET, seven);
    assertThat(vouching(NOW).seen()).isEqualTo(Statements.NONE);
  }

  private void refuses(Instant now, String target, Digest manifest, String why) {
    assertThatThrownBy(() -> vouching(now).demand(repo.toString(), target, manifest))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining(why);
  }

  private void withdraw() throws Exception {
    signed(NOW)
        .withdraw(
            new Withdrawn(Kind.CONTENT, RULES.text(), SEVEN, seven, "it crashes", "ADV-1", NOW),
            keys);
  }

  private Digest content() throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(repo)) {
      ContentFile file = writer.addContent("a", new ByteArrayInputStream("a".getBytes(UTF_8)));
      SignedManifest manifest =
          ContentKeys.sign(new ContentManifest(RULES, SEVEN, List.of(file)), SigningKey.generate());
      writer.publishContent(manifest);
      return manifest.digest();
    }
  }

  private Vouching vouching(Instant now) {
    return new Vouching(paths, now);
  }

  private SignedRepository signed(Instant now) {
    return new SignedRepository(repo, now);
  }
}
