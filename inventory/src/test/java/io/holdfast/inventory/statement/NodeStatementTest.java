package io.holdfast.inventory.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.inventory.statement.NodeStatement.Holding;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.trust.Envelope;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeStatementTest {
  private static final SigningKey KEY = SigningKey.generate();
  private static final NodeStatement STATEMENT = statement("edge-1");

  @TempDir private Path folder;
  private Path file;
  private StatementKeys keys;

  @BeforeEach
  void keys() throws IOException {
    file = folder.resolve("statement.json");
    keys = new StatementKeys(Files.createDirectory(folder.resolve("keys")));
    Files.writeString(folder.resolve("keys/edge-1.pub"), KEY.publicKey().toPem());
  }

  @Test
  void what_a_node_signed_is_read_as_it_was() throws Exception {
    Files.writeString(file, signed(STATEMENT, KEY));
    assertThat(StatementFile.read(file, keys)).containsExactly(STATEMENT);
  }

  @Test
  void a_file_may_hold_one_on_each_line() throws Exception {
    Files.writeString(
        file,
        compact(signed(STATEMENT, KEY))
            + "\n"
            + signed(STATEMENT, KEY)
            + compact(signed(STATEMENT, KEY)));
    assertThat(StatementFile.read(file, keys)).hasSize(3);
  }

  @Test
  void what_another_node_signed_in_its_name_is_refused() throws Exception {
    Files.writeString(file, signed(STATEMENT, SigningKey.generate()));
    assertThatThrownBy(() -> StatementFile.read(file, keys)).isInstanceOf(UntrustedException.class);
  }

  @Test
  void a_node_whose_key_is_not_known_is_refused() throws Exception {
    Files.writeString(file, signed(statement("edge-2"), KEY));
    assertThatThrownBy(() -> StatementFile.read(file, keys))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("no key of node 'edge-2'");
  }

  @Test
  void a_name_that_leads_out_of_the_keys_is_refused() throws Exception {
    Files.writeString(folder.resolve("outside.pub"), KEY.publicKey().toPem());
    Files.writeString(file, signed(statement("../outside"), KEY));
    assertThatThrownBy(() -> StatementFile.read(file, keys)).isInstanceOf(UntrustedException.class);
  }

  @Test
  void a_signed_document_of_another_type_is_no_statement() throws Exception {
    Files.writeString(file, Envelope.sign("text/plain", STATEMENT.bytes(), KEY).toJson());
    assertThatThrownBy(() -> StatementFile.read(file, keys)).isInstanceOf(UntrustedException.class);
  }

  @Test
  void a_statement_that_is_none_is_refused() {
    for (String wrong :
        List.of(
            STATEMENT.toJson().replace("\"format\" : 1", "\"format\" : 2"),
            STATEMENT.toJson().replace("\"time\"", "\"barred\" : [ ], \"time\""),
            full().toJson().replace("\"format\" : 2", "\"format\" : 1"),
            full().toJson().replace("\"format\" : 2", "\"format\" : 3"),
            full().toJson().replace("\"public\"", "\"naked\""),
            full().toJson().replace("[ \"sha256:", "[ \"sha1:"),
            STATEMENT.toJson().replace("\"running\"", "\"flying\""),
            STATEMENT.toJson().replace("sha256:", "md5:"),
            STATEMENT.toJson().replace("\"time\" : 7", "\"time\" : -7"),
            STATEMENT.toJson().replace("\"site\"", "\"sight\""),
            "{}")) {
      assertThatThrownBy(() -> NodeStatement.parse(wrong.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(JsonException.class);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> statement("a\nb"));
  }

  @Test
  void who_can_reach_a_node_and_what_failed_on_it_is_a_second_format() throws Exception {
    assertThat(STATEMENT.toJson()).contains("\"format\" : 1").doesNotContain("barred");
    assertThat(full().toJson()).contains("\"format\" : 2");
    assertThat(NodeStatement.parse(full().bytes())).isEqualTo(full());
  }

  private static NodeStatement full() {
    return new NodeStatement(
        "edge-1",
        "north",
        7,
        Exposure.PUBLIC,
        STATEMENT.holdings(),
        Set.of(Digest.of(new byte[] {2})));
  }

  @Test
  void a_file_that_is_cut_off_or_endless_is_refused() throws Exception {
    Files.writeString(file, "{\n\"payload\": \"");
    assertThatThrownBy(() -> StatementFile.read(file, keys)).hasMessageContaining("ends inside");
    Files.writeString(file, "x\n".repeat(200_000));
    assertThatThrownBy(() -> StatementFile.read(file, keys)).hasMessageContaining("longer than");
  }

  private static NodeStatement statement(String node) {
    return new NodeStatement(
        node,
        "north",
        7,
        List.of(
            new Holding(
                Role.RUNNING,
                new ReleaseRef(
                    new ReleaseName("edge"), new Version("1.0.0"), Digest.of(new byte[] {1})))));
  }

  private static String signed(NodeStatement statement, SigningKey key) {
    return Envelope.sign(NodeStatement.TYPE, statement.bytes(), key).toJson();
  }

  private static String compact(String json) {
    return json.replaceAll("\\R\\s*", "");
  }
}
