package io.holdfast.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.content.ContentChannel;
import io.holdfast.host.Progress;
import io.holdfast.node.boot.EarlyStart;
import io.holdfast.node.content.Consumers;
import io.holdfast.node.content.NodeChannels;
import io.holdfast.node.delivery.Accepted;
import io.holdfast.node.delivery.ContentDelivery;
import io.holdfast.node.delivery.ContentRequest;
import io.holdfast.node.evidence.EvidenceFolder;
import io.holdfast.node.loader.LoaderVariables;
import io.holdfast.node.queue.QueueTaker;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Outcome;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.release.Version;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFolder;
import io.holdfast.release.repository.ContentPublication;
import io.holdfast.release.repository.RepositoryException;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content on a made-up node: from a repository to its consumer, and back. */
final class ContentOnNodeTest {
  private static final ChannelName RULES = new ChannelName("rules");

  @TempDir private Path folder;
  private final SigningKey key = SigningKey.generate();
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void publish() throws Exception {
    publish("1", "first", key);
    publish("2", "second", key);
    publish("3", "x".repeat(2000), key);
    publish("4", "stolen", SigningKey.generate());
  }

  @Test
  void a_machine_that_dies_with_new_content_reads_the_old_at_its_next_start() throws Exception {
    TrainingNode machine = fedNode();
    NodeContext node = context(machine);
    new ContentDelivery(node).run(request("2"), Progress.SILENT);
    beginSwitch(node, "another boot");
    assertThat(read(machine)).isEqualTo("second");
    assertThat(told).containsExactly("rules", "rules");

    Files.createDirectories(machine.paths().sys().resolve("fs/pstore"));
    Files.writeString(
        machine.paths().sys().resolve("fs/pstore/dmesg-efi_pstore-1"),
        "Panic#1 Part1\n<0>[ 1.0] Kernel panic - not syncing: sysrq triggered crash\n");
    machine.boot(1);
    int code = new EarlyStart(machine.paths(), TrainingNode.MOUNTER).run();

    assertThat(code).isEqualTo(EarlyStart.GO_ON);
    assertThat(read(machine)).isEqualTo("first");
    NodeState state = node.store().read();
    assertThat(state.trial()).isInstanceOf(Trial.Idle.class);
    assertThat(state.barred()).hasSize(1);
    EvidenceFolder evidence = new EvidenceFolder(machine.paths().evidence());
    assertThat(evidence.read(evidence.numbers().getLast()).culprit().toString())
        .startsWith("content rules 2 (kernel");
    assertThatThrownBy(() -> new ContentDelivery(node).run(request("2"), Progress.SILENT))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("failed on this node");
  }

  @Test
  void a_loss_of_power_takes_it_back_and_leaves_it_to_be_tried_again() throws Exception {
    TrainingNode machine = fedNode();
    NodeContext node = context(machine);
    new ContentDelivery(node).run(request("2"), Progress.SILENT);
    beginSwitch(node, "another boot");
    machine.boot(1);
    new EarlyStart(machine.paths(), TrainingNode.MOUNTER).run();
    assertThat(read(machine)).isEqualTo("first");
    assertThat(node.store().read().trial())
        .isInstanceOfSatisfying(
            Trial.Armed.class, armed -> assertThat(armed.triesLeft()).isEqualTo(1));
  }

  @Test
  void what_must_not_be_taken_is_refused_and_changes_nothing() throws Exception {
    TrainingNode machine = fedNode();
    NodeContext node = context(machine);
    ContentDelivery delivery = new ContentDelivery(node);
    NodeState before = node.store().read();

    assertThatThrownBy(() -> delivery.run(request("3"), Progress.SILENT))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("takes at most 1024");
    assertThatThrownBy(() -> delivery.run(request("4"), Progress.SILENT))
        .isInstanceOf(UntrustedException.class);
    assertThatThrownBy(() -> delivery.run(request("9"), Progress.SILENT))
        .isInstanceOf(RepositoryException.class);
    assertThatThrownBy(
            () ->
                delivery.run(
                    new ContentRequest(
                        new ChannelName("models"),
                        repository().toString(),
                        null,
                        false,
                        false,
                        false),
                    Progress.SILENT))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("no channel models; it has rules");
    Files.createDirectories(machine.paths().hold("rules").getParent());
    Files.writeString(machine.paths().hold("rules"), "");
    assertThatThrownBy(() -> delivery.run(request("2"), Progress.SILENT))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("held on this node");
    assertThat(node.store().read()).isEqualTo(before);
    assertThat(read(machine)).isEqualTo("first");
  }

  @Test
  void an_older_version_is_taken_only_if_a_person_says_so() throws Exception {
    TrainingNode machine = fedNode();
    NodeContext node = context(machine);
    ContentDelivery delivery = new ContentDelivery(node);
    delivery.run(request("2"), Progress.SILENT);
    commit(node);
    assertThatThrownBy(() -> delivery.run(request("1"), Progress.SILENT))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("is not newer");
    delivery.run(
        new ContentRequest(RULES, repository().toString(), new Version("1"), true, false, false),
        Progress.SILENT);
    commit(node);
    assertThat(read(machine)).isEqualTo("first");
  }

  @Test
  void while_one_is_on_trial_another_waits_and_is_taken_then() throws Exception {
    TrainingNode machine = fedNode();
    NodeContext node = context(machine);
    ContentDelivery delivery = new ContentDelivery(node);
    delivery.run(request("2"), Progress.SILENT);
    assertThatThrownBy(() -> delivery.run(request("2"), Progress.SILENT))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("it is on trial");
    assertThatThrownBy(() -> delivery.run(request("4"), Progress.SILENT))
        .isInstanceOf(UntrustedException.class);
    publish("5", "fifth", key);
    assertThat(delivery.run(request("5"), Progress.SILENT))
        .isInstanceOfSatisfying(
            Accepted.Waits.class,
            waits -> assertThat(waits.words()).contains("content rules 5 waits, as number 1"));
    assertThat(taker(node).take()).isEqualTo(QueueTaker.Taken.NOTHING);
    commit(node);
    assertThat(taker(node).take()).isEqualTo(QueueTaker.Taken.ARMED);
    assertThat(node.store().read().queue()).isEmpty();
    commit(node);
    assertThat(read(machine)).isEqualTo("fifth");
  }

  @Test
  void what_waits_is_checked_again_when_its_turn_comes() throws Exception {
    NodeContext node = context(fedNode());
    ContentDelivery delivery = new ContentDelivery(node);
    publish("5", "fifth", key);
    delivery.run(request("2"), Progress.SILENT);
    delivery.run(request("5"), Progress.SILENT);
    commit(node);
    Path away = folder.resolve("away");
    Files.move(repository(), away);
    assertThatThrownBy(() -> taker(node).take()).isInstanceOf(IOException.class);
    assertThat(node.store().read().queue()).as("it waits on").hasSize(1);
    Files.move(away, repository());
    Files.createDirectories(node.paths().hold("rules").getParent());
    Files.writeString(node.paths().hold("rules"), "");
    assertThat(taker(node).take()).isEqualTo(QueueTaker.Taken.NOTHING);
    assertThat(node.store().read().queue()).isEmpty();
    assertThat(node.store().read().history().getLast())
        .isInstanceOfSatisfying(
            Outcome.NotTaken.class, left -> assertThat(left.why()).contains("hold"));
  }

  private static QueueTaker taker(NodeContext node) {
    return new QueueTaker(node, new PhaseLines(System.err), line -> {});
  }

  @Test
  void the_content_before_comes_back_by_name() throws Exception {
    TrainingNode machine = fedNode();
    NodeContext node = context(machine);
    ContentDelivery delivery = new ContentDelivery(node);
    delivery.run(request("2"), Progress.SILENT);
    commit(node);
    Generation back = delivery.revert(RULES);
    CompletableFuture<@Nullable Outcome> end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return delivery.await(back, Duration.ofMinutes(1));
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    commit(node);
    assertThat(end.get(1, TimeUnit.MINUTES)).isInstanceOf(Outcome.Committed.class);
    assertThat(read(machine)).isEqualTo("first");
  }

  @Test
  void from_its_repository_to_its_commit_content_is_read_twice_at_most() throws Exception {
    TrainingNode machine = fedNode("1GiB");
    NodeContext node = context(machine);
    int bytes = 32 << 20;
    publish("6", "x".repeat(bytes), key);
    long before = bytesRead();
    new ContentDelivery(node).run(request("6"), Progress.SILENT);
    commit(node);
    // Once from the repository, once back from the disk; the rest is the state and the manifest.
    assertThat(bytesRead() - before).isBetween(2L * bytes, 2L * bytes + (bytes / 16));
  }

  /** By this process so far, from files of any kind: see proc_pid_io(5). */
  private static long bytesRead() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/io")).stream()
        .filter(line -> line.startsWith("rchar: "))
        .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
        .sum();
  }

  private TrainingNode fedNode() throws Exception {
    return fedNode("1KiB");
  }

  /** Version 1 has committed. */
  private TrainingNode fedNode(String maxSize) throws Exception {
    TrainingNode machine = TrainingNode.below(folder.resolve("node"));
    Files.writeString(
        machine.paths().image().resolve("content.yaml"),
        """
        - channel: rules
          key: "%s"
          folder: /var/lib/rules
          max_size: %s
        """
            .formatted(key.publicKey().toPem().replace("\n", "\\n"), maxSize));
    Path settings = machine.paths().image().resolve("release.json");
    String text = Files.readString(settings);
    Files.writeString(settings, text.replaceAll("\"tries\" *: *1", "\"tries\": 2"));
    machine.boot(1);
    new EarlyStart(machine.paths(), TrainingNode.MOUNTER).run();
    NodeContext node = context(machine);
    new ContentDelivery(node).run(request("1"), Progress.SILENT);
    commit(node);
    assertThat(read(machine)).isEqualTo("first");
    return machine;
  }

  private NodeContext context(TrainingNode machine) throws IOException {
    Consumers consumers = (ContentChannel channel) -> told.add(channel.name());
    return NodeContext.of(
        machine.paths(),
        TrainingNode.MOUNTER,
        LoaderVariables.of(machine.paths()).booted(),
        consumers);
  }

  private static void beginSwitch(NodeContext node, String bootId) throws Exception {
    node.steps()
        .run(
            node.store().update(state -> TrialMachine.switchBegun(state, node.booted(), bootId)),
            (number, generation, about) -> {});
    assertThat(NodeChannels.of(node.paths())).hasSize(1);
  }

  private static void commit(NodeContext node) throws Exception {
    beginSwitch(node, "this boot");
    node.store().update(state -> TrialMachine.bakeTimeHeld(state, node.booted(), Instant.now()));
  }

  private String read(TrainingNode machine) throws IOException {
    Path link = machine.paths().root().resolve("var/lib/rules");
    // The link is absolute, as the node sees it.
    Path target =
        machine.paths().root().resolve(Files.readSymbolicLink(link).toString().substring(1));
    return Files.readString(target.resolve("rules.txt"));
  }

  private Path repository() {
    return folder.resolve("repository");
  }

  private ContentRequest request(String version) {
    return new ContentRequest(
        RULES, repository().toString(), new Version(version), false, false, false);
  }

  private void publish(String version, String text, SigningKey signer) throws Exception {
    Path from = Files.createDirectory(folder.resolve("rules-" + version));
    Files.writeString(from.resolve("rules.txt"), text);
    try (RepositoryWriter writer = RepositoryWriter.open(repository())) {
      new ContentPublication(RULES, new Version(version), signer)
          .publish(ContentFolder.read(from, List.of()), writer);
    }
  }
}
