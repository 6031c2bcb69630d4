package io.holdfast.node.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.configuration.ConfigurationStore;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.evidence.BootId;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Examples;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.trial.Trial;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start makes of the files that it finds. */
final class ChosenConfigurationTest {
  private static final Booted GOOD = new Booted.ByEntry(1);

  @TempDir private Path root;
  private final List<String> problems = new ArrayList<>();

  @BeforeEach
  void install() throws IOException {
    Files.createDirectories(paths().node());
    Files.createDirectories(paths().image());
    Files.createDirectories(paths().run());
    Files.writeString(
        paths().image().resolve("release.json"),
        """
        {"format": 1, "name": "sea", "version": "1.0", "bakeSeconds": 20, "tries": 2,
         "builtAt": 1800000000}
        """);
    write("#cloud-config\nhostname: one\n");
    ConfigurationStore files = new ConfigurationStore(paths());
    Digest first = files.present();
    files.hold(first);
    store()
        .create(NodeState.installed(Examples.FIRST, new SlotContent.Empty(), first, Examples.NOW));
  }

  @Test
  void what_has_not_changed_is_in_effect_and_nothing_is_written() throws Exception {
    NodeState before = store().read();
    choose(GOOD);
    assertThat(inEffect()).isEqualTo("#cloud-config\nhostname: one\n");
    assertThat(store().read()).isEqualTo(before);
    assertThat(paths().trialMark()).doesNotExist();
    assertThat(problems).isEmpty();
  }

  @Test
  void what_has_changed_is_on_trial_with_its_deadline() throws Exception {
    write("#cloud-config\nhostname: two\n");
    choose(GOOD);
    assertThat(inEffect()).isEqualTo("#cloud-config\nhostname: two\n");
    assertThat(store().read().trial()).isInstanceOf(Trial.Trying.class);
    assertThat(paths().trialMark()).exists();
    assertThat(root.resolve("run/systemd/system/holdfast-deadline.timer.d/50-this-trial.conf"))
        .content()
        .contains("OnBootSec=900s");
  }

  @Test
  void what_cannot_be_understood_is_no_trial_and_the_one_before_stays() throws Exception {
    write("#cloud-config\nhostnam: two\n");
    choose(GOOD);
    assertThat(inEffect()).isEqualTo("#cloud-config\nhostname: one\n");
    assertThat(store().read().trial()).isInstanceOf(Trial.Idle.class);
    assertThat(problems).singleElement().asString().contains("not taken", "hostnam");
  }

  @Test
  void recovery_has_that_of_the_last_known_good_and_starts_no_trial() throws Exception {
    write("#cloud-config\nhostname: two\n");
    choose(new Booted.InRecovery());
    assertThat(inEffect()).isEqualTo("#cloud-config\nhostname: one\n");
    assertThat(store().read().trial()).isInstanceOf(Trial.Idle.class);
  }

  @Test
  void without_a_readable_state_recovery_takes_what_lies_there() throws Exception {
    for (String copy : List.of("state.a", "state.b")) {
      Files.writeString(paths().node().resolve(copy), "torn");
    }
    choose(new Booted.InRecovery());
    assertThat(inEffect()).isEqualTo("#cloud-config\nhostname: one\n");
    assertThat(problems).singleElement().asString().contains("as it lies there");
  }

  private void choose(Booted booted) throws IOException {
    new ChosenConfiguration(paths(), store(), booted, new BootId("0".repeat(32)), problems::add)
        .choose();
  }

  private String inEffect() throws IOException {
    return Files.readString(paths().configurationInEffect().getFirst().resolve("90_config.yaml"));
  }

  private void write(String text) throws IOException {
    Files.writeString(paths().oem().resolve("90_config.yaml"), text);
  }

  private StateStore store() {
    return new StateStore(paths().node());
  }

  private NodePaths paths() {
    return new NodePaths(root);
  }
}
