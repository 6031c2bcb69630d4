package io.holdfast.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.host.Progress;
import io.holdfast.node.boot.EarlyStart;
import io.holdfast.node.configuration.ConfigurationReplacement;
import io.holdfast.node.content.Consumers;
import io.holdfast.node.delivery.Accepted;
import io.holdfast.node.delivery.ConfigurationDelivery;
import io.holdfast.node.delivery.ContentDelivery;
import io.holdfast.node.delivery.ContentRequest;
import io.holdfast.node.loader.LoaderVariables;
import io.holdfast.node.queue.QueueTaker;
import io.holdfast.node.recovery.RepairOfParts;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.ChangeQueue;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.node.trial.Waiting;
import io.holdfast.release.Version;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFolder;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.repository.ContentPublication;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signed configuration on a made-up node, on its feet and in recovery. */
final class ConfigurationOnNodeTest {
  private static final ChannelName RULES = new ChannelName("rules");

  @TempDir private Path folder;
  private final SigningKey key = SigningKey.generate();
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void publish() throws Exception {
    publish("1", Map.of("10_name.yaml", name("one"), "20_more.yaml", name("more")), key);
    publish("2", Map.of("10_name.yaml", name("two")), key);
    publish("3", Map.of("10_name.yaml", "#cloud-config\nhostnam: three\n"), key);
    publish("4", Map.of("10_name.yaml", name("four"), "run.sh", "exit"), key);
    publish("5", Map.of("10_name.yaml", name("five"), "more/20.yaml", name("more")), key);
    publish("6", Map.of("10_name.yaml", name("six")), SigningKey.generate());
  }

  @Test
  void it_takes_the_place_of_all_files_and_is_tried_from_the_next_start() throws Exception {
    TrainingNode machine = node();
    assertThat(apply(machine, "1")).isInstanceOf(Accepted.Placed.class);
    assertThat(files(machine)).containsOnlyKeys("10_name.yaml", "20_more.yaml");
    assertThat(state(machine).trial()).isInstanceOf(Trial.Idle.class);
    start(machine);
    assertThat(state(machine).isConfigurationOnTrial()).isTrue();
    commit(machine);
    assertThat(apply(machine, "2")).isInstanceOf(Accepted.Placed.class);
    assertThat(files(machine)).containsOnlyKeys("10_name.yaml");
    assertThatThrownBy(() -> apply(machine, "1"))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("configuration training 1 is older than configuration training 2");
  }

  @Test
  void what_cannot_be_used_is_refused_and_nothing_is_changed() throws Exception {
    TrainingNode machine = node();
    Map<String, String> before = files(machine);
    assertThatThrownBy(() -> apply(machine, "3"))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("10_name.yaml:2:1: unknown key 'hostnam'; did you mean 'hostname'?");
    for (String version : List.of("4", "5")) {
      assertThatThrownBy(() -> apply(machine, version))
          .isInstanceOf(NotAdmittedException.class)
          .hasMessageContaining("in no folder");
    }
    assertThatThrownBy(() -> apply(machine, "6")).isInstanceOf(UntrustedException.class);
    assertThat(files(machine)).isEqualTo(before);
  }

  @Test
  void one_that_failed_here_is_refused_until_a_person_allows_it() throws Exception {
    TrainingNode machine = node();
    apply(machine, "1");
    start(machine);
    NodeContext node = context(machine);
    node.store()
        .update(
            state -> TrialMachine.requiredCheckFailed(state, node.booted(), "till", "it is shut"));
    node.store().update(state -> TrialMachine.revertFinished(state, node.booted(), Instant.now()));
    assertThatThrownBy(() -> apply(machine, "1"))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("holdfast allow");
  }

  @Test
  void a_machine_that_dies_while_it_is_placed_has_all_of_it_at_its_next_start() throws Exception {
    TrainingNode machine = node();
    Path due = machine.paths().node().resolve("configuration.due");
    Files.createDirectories(due.resolve("files"));
    Files.writeString(due.resolve("files/10_name.yaml"), name("one"));
    Files.writeString(due.resolve("files/30_last.yaml"), name("last"));
    Files.writeString(due.resolve("delivered"), "config.training 7 sha256:" + "0".repeat(64));
    // It died before it removed what was there, and after the first of its files.
    Files.writeString(machine.paths().oem().resolve("10_name.yaml"), name("one"));
    start(machine);
    assertThat(files(machine)).containsOnlyKeys("10_name.yaml", "30_last.yaml");
    assertThat(due).doesNotExist();
    assertThat(state(machine).isConfigurationOnTrial()).isTrue();
    assertThat(new ConfigurationReplacement(machine.paths()).delivered())
        .extracting(ContentRef::version)
        .isEqualTo(new Version("7"));
  }

  @Test
  void what_is_known_of_the_last_delivery_may_be_torn() throws Exception {
    TrainingNode machine = node();
    Path delivered = machine.paths().node().resolve("configuration.delivered");
    for (String torn :
        List.of("", "config.training", "a b c", "\0", "config.training 1 sha256:0")) {
      Files.writeString(delivered, torn);
      assertThat(new ConfigurationReplacement(machine.paths()).delivered()).isNull();
    }
    assertThat(apply(machine, "1")).isInstanceOf(Accepted.Placed.class);
  }

  @Test
  void behind_another_trial_it_waits_for_its_turn_and_then_for_the_restart() throws Exception {
    TrainingNode machine = node();
    publishRules("7");
    NodeContext node = context(machine);
    new ContentDelivery(node)
        .run(new ContentRequest(RULES, repository(), null, false, false, false), Progress.SILENT);
    Map<String, String> before = files(machine);
    assertThat(apply(machine, "2"))
        .isInstanceOfSatisfying(
            Accepted.Waits.class,
            waits -> assertThat(waits.words()).startsWith("configuration training 2 waits"));
    assertThat(files(machine)).as("nothing is placed before its turn").isEqualTo(before);
    node.store().update(state -> TrialMachine.switchBegun(state, node.booted(), "this boot"));
    commit(machine);
    assertThat(taker(machine).take()).isEqualTo(QueueTaker.Taken.NEEDS_RESTART);
    assertThat(state(machine).queue()).isEmpty();
    start(machine);
    assertThat(state(machine).isConfigurationOnTrial()).isTrue();
  }

  @Test
  void recovery_places_a_configuration_and_has_content_wait() throws Exception {
    TrainingNode machine = node();
    publish("7", Map.of("10_name.yaml", name("seven")), key);
    publishRules("7");
    publishElsewhere();
    NodeContext recovery =
        NodeContext.of(
            machine.paths(), TrainingNode.MOUNTER, new Booted.InRecovery(), Consumers.NONE);
    assertThat(new RepairOfParts(recovery, said::add).bring(repository())).isTrue();
    assertThat(said)
        .containsExactly(
            "configuration training 7 is in its place",
            "content rules 7 waits, as number 1 in the queue: no generation runs.");
    assertThat(files(machine)).containsOnly(Map.entry("10_name.yaml", name("seven")));
    said.clear();
    assertThat(new RepairOfParts(recovery, said::add).bring(repository()))
        .as("a medium that stays plugged in is no news, or recovery would restart for ever")
        .isFalse();
    start(machine);
    assertThat(state(machine).isConfigurationOnTrial()).isTrue();
    commit(machine);
    assertThat(taker(machine).take()).isEqualTo(QueueTaker.Taken.ARMED);
  }

  @Test
  void of_what_recovery_placed_behind_a_repaired_release_only_the_restart_is_missing()
      throws Exception {
    TrainingNode machine = node();
    apply(machine, "2");
    NodeContext node = context(machine);
    ContentRef delivered =
        Objects.requireNonNull(new ConfigurationReplacement(machine.paths()).delivered());
    Waiting waiting =
        new Waiting(
            Waiting.Kind.CONTENT,
            "config.training",
            new Version("2"),
            delivered.manifest(),
            "/run/holdfast/medium",
            false,
            false,
            true,
            Instant.now());
    node.store().update(state -> ChangeQueue.add(state, waiting, new Booted.InRecovery()));
    assertThat(taker(machine).take())
        .as("its medium may be gone")
        .isEqualTo(QueueTaker.Taken.NEEDS_RESTART);
    assertThat(state(machine).queue()).isEmpty();
  }

  private TrainingNode node() throws Exception {
    TrainingNode machine = TrainingNode.below(folder.resolve("node"));
    Files.createDirectories(machine.paths().trust());
    Files.writeString(machine.paths().trust().resolve("a.pub"), key.publicKey().toPem());
    Files.writeString(
        machine.paths().image().resolve("content.yaml"),
        "- channel: rules\n  key: |\n    "
            + key.publicKey().toPem().strip().replace("\n", "\n    ")
            + "\n  folder: /var/lib/rules\n  read: early\n");
    start(machine);
    return machine;
  }

  private Accepted apply(TrainingNode machine, String version) throws Exception {
    return new ConfigurationDelivery(context(machine))
        .run(
            new ContentRequest(
                ChannelName.ofConfiguration("training"),
                repository(),
                new Version(version),
                false,
                true,
                false),
            Progress.SILENT);
  }

  private static QueueTaker taker(TrainingNode machine) throws IOException {
    return new QueueTaker(context(machine), new PhaseLines(System.err), line -> {});
  }

  private static Map<String, String> files(TrainingNode machine) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(machine.paths().oem())) {
      for (Path file : all.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        files.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    return files;
  }

  private static NodeState state(TrainingNode machine) throws IOException {
    return context(machine).store().read();
  }

  private static void start(TrainingNode machine) throws Exception {
    machine.boot(1);
    assertThat(new EarlyStart(machine.paths(), TrainingNode.MOUNTER).run())
        .isEqualTo(EarlyStart.GO_ON);
  }

  private static void commit(TrainingNode machine) throws Exception {
    NodeContext node = context(machine);
    node.store().update(state -> TrialMachine.bakeTimeHeld(state, node.booted(), Instant.now()));
  }

  private static NodeContext context(TrainingNode machine) throws IOException {
    return NodeContext.of(
        machine.paths(),
        TrainingNode.MOUNTER,
        LoaderVariables.of(machine.paths()).booted(),
        Consumers.NONE);
  }

  private static String name(String host) {
    return "#cloud-config\nhostname: " + host + "\n";
  }

  private String repository() {
    return folder.resolve("repository").toString();
  }

  private void publishRules(String version) throws Exception {
    publish(RULES, version, Map.of("rules.txt", "rules " + version), key);
  }

  /** A configuration of other nodes, and an extension that this one does not have. */
  private void publishElsewhere() throws Exception {
    publish(ChannelName.ofConfiguration("other"), "9", Map.of("10.yaml", name("other")), key);
    publish(ChannelName.ofExtension("driver"), "9", Map.of("driver.raw", "image"), key);
  }

  private void publish(String version, Map<String, String> files, SigningKey signer)
      throws Exception {
    publish(ChannelName.ofConfiguration("training"), version, files, signer);
  }

  private void publish(
      ChannelName channel, String version, Map<String, String> files, SigningKey signer)
      throws Exception {
    Path from = Files.createDirectory(folder.resolve(channel + "-" + version));
    for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
      Path place = from.resolve(file.getKey());
      Files.createDirectories(place.resolveSibling(""));
      Files.write(place, file.getValue().getBytes(StandardCharsets.UTF_8));
    }
    try (RepositoryWriter writer = RepositoryWriter.open(Path.of(repository()))) {
      new ContentPublication(channel, new Version(version), signer)
          .publish(ContentFolder.read(from, List.of()), writer);
    }
  }
}
