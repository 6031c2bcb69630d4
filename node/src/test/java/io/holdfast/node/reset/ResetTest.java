package io.holdfast.node.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.node.disk.NodeDisk;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.loader.Esp;
import io.holdfast.node.loader.Loader;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.settle.Steps;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.status.NodeStatus;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.node.upgrade.Upgrade;
import io.holdfast.node.upgrade.UpgradeProgress;
import io.holdfast.node.upgrade.UpgradeRequest;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.NotAdmittedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResetTest {
  private static final Booted RUNNING = new Booted.ByEntry(1);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path root;
  private NodePaths paths = NodePaths.OF_THIS_NODE;
  private StateStore store = new StateStore(Path.of("none"));

  @BeforeEach
  void install_a_node() throws IOException {
    paths = new NodePaths(root);
    Files.createDirectories(paths.node());
    Files.createDirectories(paths.run());
    Files.writeString(paths.oem().resolve("99_install.yaml"), "#cloud-config\n");
    Files.writeString(paths.oem().resolve(".99_install.yaml.new"), "");
    Files.writeString(paths.persistent(), "/home\n/var/lib/app\n");
    store = new StateStore(paths.node());
    store.create(
        NodeState.installed(
            release("1.0.0"),
            new SlotContent.Empty(),
            Digest.of("a configuration".getBytes(StandardCharsets.UTF_8)),
            NOW));
  }

  @Test
  void a_plan_names_what_goes_and_what_stays_and_marks_nothing() throws Exception {
    ResetPlan plan = reset().plan(ResetWish.DATA);

    assertThat(plan.text())
        .contains("/usr/local", "/home, /var/lib/app", "SSH")
        .contains("demo 1.0.0", "/oem/99_install.yaml", "machine's id")
        .doesNotContain(".new");
    assertThat(String.join("\n", plan.goes())).doesNotContain("/oem");
    assertThat(paths.resetMark()).doesNotExist();
  }

  @Test
  void a_reset_leaves_the_state_and_a_mark_and_asks_for_a_restart() throws Exception {
    NodeState before = store.read();

    assertThat(reset().begin(ResetWish.DATA)).isTrue();

    assertThat(paths.resetMark()).isRegularFile();
    assertThat(Files.readAllLines(paths.resetMark())).startsWith("data");
    assertThat(store.read()).isEqualTo(before);
    assertThat(NodeStatus.of(node()).text()).contains("a reset is due");
  }

  @Test
  void with_the_configuration_what_is_held_has_none() throws Exception {
    assertThat(reset().begin(new ResetWish(true, true))).isTrue();

    assertThat(Files.readAllLines(paths.resetMark())).startsWith("system configuration");
    assertThat(store.read().held())
        .allSatisfy(held -> assertThat(held.configuration()).isEqualTo(Generation.UNCONFIGURED));
  }

  @Test
  void nothing_is_marked_while_something_is_staged() throws Exception {
    store.update(state -> TrialMachine.beginWriting(state, release("1.1.0"), RUNNING));
    store.update(state -> TrialMachine.slotWritten(state, release("1.1.0"), NOW));

    assertThatThrownBy(() -> reset().begin(ResetWish.DATA))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is staged")
        .hasMessageContaining("holdfast revert");
    assertThatThrownBy(() -> reset().plan(ResetWish.DATA)).isInstanceOf(RefusedException.class);
    assertThat(paths.resetMark()).doesNotExist();
  }

  @Test
  void an_upgrade_waits_until_a_reset_is_done() throws Exception {
    reset().begin(ResetWish.DATA);
    Upgrade upgrade =
        new Upgrade(
            node(),
            new UpgradeProgress() {
              @Override
              public void phase(String name) {}

              @Override
              public void bytes(long done, long all) {}
            });

    assertThatThrownBy(
            () ->
                upgrade.run(new UpgradeRequest(root.toString(), null, null, Set.of(), true, false)))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("reset");
  }

  private Reset reset() {
    return new Reset(node());
  }

  private NodeContext node() {
    Loader loader =
        new Loader(
            paths, store, new Esp(root.resolve("dev"), root.resolve("esp"), Esp.Mounter.COMMANDS));
    return new NodeContext(
        paths,
        new NodeDisk(root.resolve("disk"), Map.of()),
        new Steps(paths, store, loader, RUNNING, (state, booted) -> {}));
  }

  private static ReleaseRef release(String version) {
    return new ReleaseRef(
        "demo",
        new Version(version),
        Digest.of(version.getBytes(StandardCharsets.UTF_8)),
        "0".repeat(64));
  }
}
