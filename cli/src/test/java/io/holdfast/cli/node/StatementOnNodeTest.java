package io.holdfast.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.policy.Policy;
import io.holdfast.config.policy.Site;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.inventory.statement.Role;
import io.holdfast.inventory.statement.StatementFile;
import io.holdfast.inventory.statement.StatementKeys;
import io.holdfast.node.boot.EarlyStart;
import io.holdfast.node.content.Consumers;
import io.holdfast.node.loader.LoaderVariables;
import io.holdfast.node.policy.PolicyFile;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.statement.NodeKey;
import io.holdfast.node.statement.OwnStatement;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node says of itself is what the room of inventories reads. */
final class StatementOnNodeTest {
  @TempDir private Path folder;
  private TrainingNode machine;
  private NodeContext node;

  @BeforeEach
  void begin() throws Exception {
    machine = TrainingNode.below(folder.resolve("node"));
    Path name = machine.paths().root().resolve("proc/sys/kernel/hostname");
    Files.createDirectories(name.resolveSibling("."));
    Files.writeString(name, "edge-1\n");
    machine.boot(1);
    assertThat(new EarlyStart(machine.paths(), TrainingNode.MOUNTER).run())
        .isEqualTo(EarlyStart.GO_ON);
    node =
        NodeContext.of(
            machine.paths(),
            TrainingNode.MOUNTER,
            LoaderVariables.of(machine.paths()).booted(),
            Consumers.NONE);
  }

  @Test
  void a_statement_is_imported_as_the_node_wrote_it() throws Exception {
    SigningKey key = new NodeKey(machine.paths()).get();
    Path keys = Files.createDirectory(folder.resolve("keys"));
    Files.writeString(keys.resolve("edge-1.pub"), key.publicKey().toPem());
    Path file = folder.resolve("edge-1.json");
    Files.writeString(file, OwnStatement.of(node).signed(key).toJson());
    NodeStatement read = StatementFile.read(file, new StatementKeys(keys)).getFirst();
    assertThat(read.node()).isEqualTo("edge-1");
    assertThat(read.site()).isEqualTo("training");
    assertThat(read.barred()).isEmpty();
    assertThat(read.holdings())
        .extracting(NodeStatement.Holding::role)
        .startsWith(Role.RUNNING, Role.LAST_KNOWN_GOOD);
    assertThat(read.holdings().getFirst().release().manifest())
        .isEqualTo(node.store().read().lastKnownGoodGeneration().release().manifest());
  }

  @Test
  void what_failed_and_who_can_reach_it_is_said_in_format_2() throws Exception {
    ReleaseRef next = machine.release("1.1.0");
    change(state -> TrialMachine.beginWriting(state, next, node.booted()).state());
    change(state -> TrialMachine.slotWritten(state, next, Instant.now()).state());
    assertThat(roles(statement())).contains(Role.STAGED);
    change(state -> TrialMachine.arm(state, 1, Duration.ofMinutes(3)).state());
    PolicyFile policy = new PolicyFile(machine.paths().policy());
    policy.save(
        new Policy(
            Policy.NONE.extensions(),
            Policy.NONE.keys(),
            new Site("hall", new TreeMap<>(Map.of("exposure", "internal"))),
            Policy.NONE.windows(),
            null));
    NodeStatement read = statement();
    assertThat(read.exposure()).hasToString("internal");
    policy.save(
        new Policy(
            Policy.NONE.extensions(),
            Policy.NONE.keys(),
            new Site("hall", new TreeMap<>(Map.of("exposure", "everywhere"))),
            Policy.NONE.windows(),
            null));
    assertThat(statement().exposure()).as("no word that others know").hasToString("unknown");
  }

  @Test
  void a_node_in_recovery_says_so() throws Exception {
    OwnStatement own = OwnStatement.of(node);
    OwnStatement recovering =
        new OwnStatement(
            own.node(), own.site(), "public", own.state(), new Booted.InRecovery(), own.at());
    assertThat(roles(NodeStatement.parse(recovering.toJson().getBytes(StandardCharsets.UTF_8))))
        .contains(Role.LAST_KNOWN_GOOD);
  }

  @Test
  void the_key_is_made_once_for_root_alone_and_signs_for_this_node_only() throws Exception {
    SigningKey key = new NodeKey(machine.paths()).get();
    assertThat(new NodeKey(machine.paths()).get().publicKey().id()).isEqualTo(key.publicKey().id());
    assertThat(mode(machine.paths().identity())).isEqualTo("rwx------");
    assertThat(mode(machine.paths().nodeKey())).isEqualTo("rw-------");
    byte[] signed = OwnStatement.of(node).signed(key).toJson().getBytes(StandardCharsets.UTF_8);
    TrustedKeys other = new TrustedKeys(List.of(SigningKey.generate().publicKey()));
    assertThatThrownBy(() -> NodeStatement.verify(signed, other))
        .isInstanceOf(UntrustedException.class);
  }

  @Test
  void a_node_without_a_name_makes_no_statement() throws Exception {
    Files.writeString(machine.paths().root().resolve("proc/sys/kernel/hostname"), "\n");
    assertThatThrownBy(() -> OwnStatement.of(node))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Set 'hostname'");
  }

  private NodeStatement statement() throws Exception {
    SigningKey key = SigningKey.generate();
    byte[] bytes = OwnStatement.of(node).signed(key).toJson().getBytes(StandardCharsets.UTF_8);
    return NodeStatement.verify(bytes, new TrustedKeys(List.of(key.publicKey())));
  }

  private static List<Role> roles(NodeStatement statement) {
    return statement.holdings().stream().map(NodeStatement.Holding::role).toList();
  }

  /** A change of the state. */
  private interface Step {
    NodeState of(NodeState state) throws Exception;
  }

  private void change(Step step) throws Exception {
    NodeState next = step.of(node.store().read());
    node.store().update(state -> new io.holdfast.node.trial.Change(next, List.of()));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
