package io.holdfast.image.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.host.Progress;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.inventory.statement.NodeStatement.Holding;
import io.holdfast.inventory.statement.Role;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.trust.Envelope;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.tuf.signing.RoleKeys;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements of nodes, and files of a repository's metadata. */
class SignedThingsInspectionTest {
  private static final SigningKey KEY = SigningKey.generate();

  @TempDir private Path folder;

  @Test
  void a_nodes_statement_says_what_it_holds_and_who_signed_it() throws Exception {
    Path file = statement(NodeStatement.TYPE, KEY);
    Inspection found = inspect(file, KEY);
    assertThat(found.kind()).isEqualTo(Inspection.Kind.STATEMENT);
    assertThat(found.isWhole()).isTrue();
    assertThat(found.text())
        .contains("edge-1")
        .contains("running: edge 1.4.0")
        .contains(KEY.publicKey().id().toString())
        .contains("good");
    assertThat(inspect(file, null).text()).contains("not checked");
  }

  @Test
  void a_statement_that_another_signed_or_that_is_none_is_not_whole() throws Exception {
    assertThat(inspect(statement(NodeStatement.TYPE, SigningKey.generate()), KEY).isWhole())
        .isFalse();
    assertThat(inspect(statement("text/plain", KEY), KEY).problems())
        .containsExactly("It is a signed envelope, but what is in it is no statement of a node.");
    Path file = statement(NodeStatement.TYPE, KEY);
    String text = Files.readString(file);
    for (int length : new int[] {200, text.length() / 2, text.length() - 3}) {
      Path cut = Files.writeString(folder.resolve("cut"), text.substring(0, length));
      assertThat(inspect(cut, null).isWhole()).as("%d characters", length).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.root.json",
        "timestamp.json",
        "1.snapshot.json",
        "1.targets.json",
        "1.content.rules.json"
      })
  void a_file_of_metadata_is_whole_until_it_expires_or_is_changed(String name) throws Exception {
    Path file = repository().resolve(name);
    Inspection found = inspect(file, null);
    assertThat(found.kind()).isEqualTo(Inspection.Kind.METADATA);
    assertThat(found.problems()).isEmpty();
    assertThat(found.text()).contains("1 of 1").contains("signed by");
    assertThat(
            new MetadataInspection(Instant.now().plus(Duration.ofDays(9999))).of(file).problems())
        .containsExactly("It has expired: whoever runs the repository must sign it anew.");
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("\"version\" : 1,", "\"version\" : 2,"));
    assertThat(Files.readString(file)).isNotEqualTo(text);
    assertThat(inspect(file, null).problems())
        .singleElement()
        .asString()
        .startsWith("Fewer than 1 of the keys of ");
    Files.writeString(file, text.substring(0, text.length() / 2));
    assertThat(inspect(file, null).isWhole()).isFalse();
  }

  @Test
  void metadata_that_lies_alone_is_not_said_to_be_signed() throws Exception {
    Path alone = folder.resolve("alone");
    Files.createDirectory(alone);
    Path file = Files.copy(repository().resolve("timestamp.json"), alone.resolve("timestamp.json"));
    assertThat(inspect(file, null).text()).contains("not checked: no metadata beside it");
  }

  private Path repository() throws Exception {
    Path repository = folder.resolve("repo");
    new SignedRepository(repository, Instant.now())
        .init(
            new RoleKeys(folder.resolve("keys"), null),
            List.of(new ChannelName("rules")),
            Map.of());
    return repository.resolve("metadata");
  }

  private Inspection inspect(Path file, @Nullable SigningKey key) throws Exception {
    TrustedKeys keys = key == null ? null : new TrustedKeys(List.of(key.publicKey()));
    return new Inspector(
            () -> {
              throw new IllegalStateException("no tools are needed");
            },
            folder,
            keys,
            null,
            Progress.SILENT)
        .inspect(file);
  }

  private Path statement(String type, SigningKey key) throws Exception {
    ReleaseRef release =
        new ReleaseRef(new ReleaseName("edge"), new Version("1.4.0"), Digest.of(new byte[] {1}));
    NodeStatement said =
        new NodeStatement("edge-1", "north", 7, List.of(new Holding(Role.RUNNING, release)));
    return Files.write(
        folder.resolve("statement.json"),
        Envelope.sign(type, said.bytes(), key).toJson().getBytes(StandardCharsets.UTF_8));
  }
}
