package io.holdfast.release.tuf.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.host.Progress;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFolder;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.ContentPublication;
import io.holdfast.release.repository.Published;
import io.holdfast.release.repository.PublishedContent;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryException;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.trust.UntrustedException;
import io.holdfast.release.tuf.MetadataRefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a repository for trying out into the one that nodes ask. */
class PromotionTest {
  private static final Instant NOW = Instant.parse("2026-03-29T12:00:00Z");
  private static final ReleaseName EDGE = new ReleaseName("debian-edge");
  private static final Version GOOD = new Version("1.4.0");
  private static final ChannelName RULES = new ChannelName("rules");
  private static final Version SEVEN = new Version("7");

  @TempDir Path folder;
  private Path stagingFolder;
  private Path repoFolder;
  private SignedRepository staging;
  private SignedRepository repo;
  private RoleKeys stagingKeys;
  private RoleKeys keys;

  @BeforeEach
  void publish() throws Exception {
    stagingFolder = folder.resolve("staging");
    repoFolder = folder.resolve("repo");
    Published.into(stagingFolder, GOOD.text());
    PublishedContent.into(stagingFolder, SEVEN.text());
    staging = new SignedRepository(stagingFolder, NOW);
    repo = new SignedRepository(repoFolder, NOW);
    stagingKeys = new RoleKeys(folder.resolve("staging-keys"), null);
    keys = new RoleKeys(folder.resolve("keys"), null);
    staging.init(stagingKeys, List.of(RULES), Map.of());
    staging.publish(EDGE, GOOD, false, stagingKeys);
    repo.init(keys, List.of(RULES), Map.of());
  }

  @Test
  void a_release_that_staging_vouches_for_is_taken_whole_and_vouched_for_here() throws Exception {
    repo.accept(promotion(root()).release(EDGE, GOOD, true).signedWith(keys), keys);
    for (String file :
        List.of("releases/debian-edge-1.4.0.json", "releases/debian-edge-1.4.0.json.sig")) {
      assertThat(repoFolder.resolve(file)).hasSameBinaryContentAs(stagingFolder.resolve(file));
    }
    assertThat(repo.holdings().find(SignedStatements.target(EDGE, GOOD))).isNotNull();
    assertThat(repo.statements(repo.holdings()).floors()).containsKey("release debian-edge");
    assertThat(RepositoryCheck.of(repo).targets()).isEqualTo(1);
    assertThat(new Cleaning(repo).plan()).isEmpty();
  }

  @Test
  void content_is_taken_by_the_word_of_the_key_that_signed_it() throws Exception {
    Promotion.Proof proof = new Promotion.Proof(null, PublishedContent.trusted());
    repo.accept(promotion(proof).content(RULES, SEVEN, false).signedWith(keys), keys);
    assertThat(repo.holdings().find("content/rules/7.json")).isNotNull();
    assertThat(Repository.at(repoFolder.toString()).contentVersions(RULES)).containsExactly(SEVEN);
  }

  @Test
  void an_inventory_that_content_names_comes_along() throws Exception {
    Path from = Files.createDirectory(folder.resolve("from"));
    Files.writeString(from.resolve("a.txt"), "a");
    byte[] inventory = "inventory".getBytes(StandardCharsets.UTF_8);
    SigningKey key = SigningKey.generate();
    Version nine = new Version("9");
    try (RepositoryWriter writer = RepositoryWriter.open(stagingFolder)) {
      new ContentPublication(RULES, nine, key)
          .publish(ContentFolder.read(from, List.of()), inventory, writer);
    }
    TrustedKeys trusted = new TrustedKeys(List.of(key.publicKey()));
    promotion(new Promotion.Proof(null, trusted)).content(RULES, nine, false);
    assertThat(repoFolder.resolve("blobs/sha256/" + Digest.of(inventory).hex()))
        .hasBinaryContent(inventory);
  }

  @Test
  void what_somebody_else_signed_is_not_taken() throws Exception {
    TrustedKeys others = new TrustedKeys(List.of(SigningKey.generate().publicKey()));
    Promotion promotion = promotion(new Promotion.Proof(null, others));
    assertThatThrownBy(() -> promotion.release(EDGE, GOOD, false))
        .isInstanceOf(UntrustedException.class);
    assertThatThrownBy(() -> promotion.content(RULES, SEVEN, false))
        .isInstanceOf(UntrustedException.class);
    assertNothingCame();
  }

  @Test
  void what_staging_has_and_does_not_vouch_for_is_not_taken() throws Exception {
    Promotion promotion = promotion(root());
    assertThatThrownBy(() -> promotion.content(RULES, SEVEN, false))
        .isInstanceOf(MetadataRefusedException.class)
        .hasMessageContaining("does not vouch");
    assertNothingCame();
  }

  @Test
  void staging_whose_metadata_has_expired_is_not_believed() throws Exception {
    SignedRepository later = new SignedRepository(repoFolder, NOW.plus(Duration.ofDays(60)));
    Promotion promotion = new Promotion(stagingFolder.toString(), later, root(), Progress.SILENT);
    assertThatThrownBy(() -> promotion.release(EDGE, GOOD, false))
        .isInstanceOf(MetadataRefusedException.class)
        .hasMessageContaining("expired");
    assertNothingCame();
  }

  @Test
  void what_is_withdrawn_there_is_refused_before_anything_is_copied() throws Exception {
    staging.withdraw(Withdrawals.of(stagingFolder, EDGE, GOOD, NOW), stagingKeys);
    assertThatThrownBy(() -> promotion(root()).release(EDGE, GOOD, false))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("CVE-2024-3094");
    assertNothingCame();
  }

  @Test
  void what_is_withdrawn_here_is_refused_before_anything_is_copied() throws Exception {
    repo.withdraw(Withdrawals.of(stagingFolder, EDGE, GOOD, NOW), keys);
    assertThatThrownBy(() -> promotion(root()).release(EDGE, GOOD, false))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("CVE-2024-3094");
    assertNothingCame();
  }

  @Test
  void a_release_with_a_damaged_part_is_not_there_afterwards() throws Exception {
    Path blob =
        Objects.requireNonNull(
            stagingFolder
                .resolve("blobs/sha256")
                .toFile()
                .listFiles((_, name) -> name.length() == 64))[0]
            .toPath();
    byte[] bytes = Files.readAllBytes(blob);
    bytes[0] ^= 1;
    Files.write(blob, bytes);
    Promotion promotion = promotion(root());
    Promotion.Proof proof = new Promotion.Proof(null, PublishedContent.trusted());
    assertThatThrownBy(
            () -> {
              promotion.release(EDGE, GOOD, false);
              promotion(proof).content(RULES, SEVEN, false);
            })
        .isInstanceOf(RepositoryException.class);
    assertThat(repo.holdings().find(SignedStatements.target(EDGE, GOOD))).isNull();
  }

  @Test
  void without_any_proof_nothing_is_taken() {
    assertThatThrownBy(() -> new Promotion.Proof(null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--root", "--trust");
  }

  private void assertNothingCame() throws Exception {
    assertThat(Repository.at(repoFolder.toString()).list()).isEmpty();
    assertThat(repoFolder.resolve("blobs/sha256")).isEmptyDirectory();
  }

  private Promotion promotion(Promotion.Proof proof) {
    return new Promotion(stagingFolder.toString(), repo, proof, Progress.SILENT);
  }

  private Promotion.Proof root() throws Exception {
    byte[] root = Files.readAllBytes(stagingFolder.resolve("metadata/1.root.json"));
    return new Promotion.Proof(new Promotion.RootFile(root), null);
  }
}
