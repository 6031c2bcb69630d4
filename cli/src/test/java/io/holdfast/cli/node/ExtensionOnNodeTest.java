package io.holdfast.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.host.Progress;
import io.holdfast.node.boot.EarlyStart;
import io.holdfast.node.content.Consumers;
import io.holdfast.node.content.ContentLinks;
import io.holdfast.node.content.ContentStore;
import io.holdfast.node.delivery.Accepted;
import io.holdfast.node.delivery.ContentDelivery;
import io.holdfast.node.delivery.ContentRequest;
import io.holdfast.node.evidence.EvidenceFolder;
import io.holdfast.node.extension.Extensions;
import io.holdfast.node.extension.ExtensionsCheck;
import io.holdfast.node.health.CheckResult;
import io.holdfast.node.loader.LoaderVariables;
import io.holdfast.node.queue.QueueTaker;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.status.ExtensionStatus;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.node.upgrade.Upgrade;
import io.holdfast.release.Version;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFolder;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.repository.ContentPublication;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An extension on a made-up node: from a repository to where systemd looks for it, and back. */
final class ExtensionOnNodeTest {
  private static final ChannelName DRIVER = ChannelName.ofExtension("driver");
  private static final String FITS = "ID=debian\nVERSION_ID=13\n";

  @TempDir private Path folder;
  private final SigningKey key = SigningKey.generate();

  @BeforeEach
  void publish() throws Exception {
    publish("1", FITS, key);
    publish("2", FITS, key);
    publish("3", "ID=debian\nVERSION_ID=12\n", key);
    publish("4", FITS, SigningKey.generate());
    publish("5", "what", key);
  }

  @Test
  void it_is_there_from_the_next_start_on_and_not_before() throws Exception {
    TrainingNode machine = node();
    Accepted accepted = add(machine, "1");
    assertThat(accepted).isInstanceOf(Accepted.Armed.class);
    assertThat(machine.paths().extensions()).doesNotExist();
    start(machine);
    Path link = machine.paths().extensions().resolve("driver.raw");
    assertThat(image(machine, link)).isEqualTo("image 1");
    NodeState trying = context(machine).store().read();
    assertThat(trying.trial()).isInstanceOf(Trial.Trying.class);
    assertThat(machine.paths().trialMark()).as("its deadline is watched").exists();
    assertThat(ExtensionStatus.of(context(machine)))
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.onTrial()).isTrue();
              assertThat(status.merged()).isFalse();
            });
    commit(machine);
    start(machine);
    assertThat(image(machine, link)).isEqualTo("image 1");
    assertThat(context(machine).store().read().lastKnownGoodGeneration().extensions())
        .extracting(Object::toString)
        .containsExactly("extension driver 1");
  }

  @Test
  void a_machine_that_dies_with_it_starts_without_it() throws Exception {
    TrainingNode machine = extended();
    add(machine, "2");
    start(machine);
    Path link = machine.paths().extensions().resolve("driver.raw");
    assertThat(image(machine, link)).isEqualTo("image 2");
    Files.createDirectories(machine.paths().sys().resolve("fs/pstore"));
    Files.writeString(
        machine.paths().sys().resolve("fs/pstore/dmesg-efi_pstore-1"),
        "Panic#1 Part1\n<0>[ 1.0] Kernel panic - not syncing: sysrq triggered crash\n");
    dies(machine);
    start(machine);
    assertThat(image(machine, link)).as("the one before").isEqualTo("image 1");
    assertThat(context(machine).store().read().barred()).hasSize(1);
    EvidenceFolder evidence = new EvidenceFolder(machine.paths().evidence());
    assertThat(evidence.read(evidence.numbers().getLast()).culprit().toString())
        .startsWith("extension driver 2 (kernel");
    assertThatThrownBy(() -> add(machine, "2")).isInstanceOf(NotAdmittedException.class);
  }

  @Test
  void what_must_not_be_laid_over_the_system_is_refused_before_it_is_staged() throws Exception {
    TrainingNode machine = node();
    NodeState before = context(machine).store().read();
    assertThatThrownBy(() -> add(machine, "3"))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("extension driver 3 does not fit this release")
        .hasMessageContaining("VERSION_ID=12");
    assertThatThrownBy(() -> add(machine, "4")).isInstanceOf(UntrustedException.class);
    assertThatThrownBy(() -> add(machine, "5"))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("cannot be read");
    publishFiles("6", Map.of("driver.raw", "image 6"), key);
    assertThatThrownBy(() -> add(machine, "6")).isInstanceOf(ManifestException.class);
    assertThat(context(machine).store().read()).isEqualTo(before);
    assertThat(machine.paths().content().resolve(DRIVER.text())).doesNotExist();
  }

  @Test
  void it_is_taken_away_on_trial_and_what_is_not_needed_goes() throws Exception {
    TrainingNode machine = extended();
    NodeContext node = context(machine);
    Generation armed = new ContentDelivery(node).remove(DRIVER, false);
    assertThat(armed.extensions()).isEmpty();
    start(machine);
    assertThat(machine.paths().extensions()).doesNotExist();
    commit(machine);
    NodeState state = node.store().read();
    ContentLinks links = new ContentLinks(new ContentStore(machine.paths()), Consumers.NONE);
    links.forget(List.of(), state);
    assertThat(machine.paths().content().resolve(DRIVER.text()))
        .as("the generation before can be gone back to")
        .isNotEmptyDirectory();
    assertThatThrownBy(() -> new ContentDelivery(node).remove(DRIVER, false))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("has none of that name");
  }

  @Test
  void one_that_waited_is_armed_once_its_turn_comes() throws Exception {
    TrainingNode machine = extended();
    new ContentDelivery(context(machine)).remove(DRIVER, false);
    assertThat(add(machine, "2"))
        .isInstanceOfSatisfying(
            Accepted.Waits.class,
            waits -> assertThat(waits.words()).startsWith("extension driver 2 waits"));
    start(machine);
    commit(machine);
    QueueTaker taker = new QueueTaker(context(machine), new PhaseLines(System.err), line -> {});
    assertThat(taker.take()).isEqualTo(QueueTaker.Taken.NEEDS_RESTART);
    start(machine);
    assertThat(image(machine, machine.paths().extensions().resolve("driver.raw")))
        .isEqualTo("image 2");
  }

  @Test
  void going_back_is_armed_in_the_write_that_stages_it() throws Exception {
    TrainingNode machine = extended();
    NodeContext node = context(machine);
    long before = node.store().read().epoch();
    assertThat(new Upgrade(node, new PhaseLines(System.err)).revert(0)).as("restart").isTrue();
    NodeState state = node.store().read();
    assertThat(state.trial()).isInstanceOf(Trial.Armed.class);
    assertThat(state.epoch()).isEqualTo(before + 1);
    start(machine);
    assertThat(machine.paths().extensions()).doesNotExist();
  }

  @Test
  void one_that_systemd_left_out_is_a_failed_check() throws Exception {
    TrainingNode machine = extended();
    ExtensionsCheck check =
        new ExtensionsCheck(
            new Extensions(machine.paths()),
            context(machine).store().read().lastKnownGoodGeneration().extensions());
    assertThat(check.run())
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed -> assertThat(failed.culprit()).hasToString("extension driver 1"));
    Path merged = machine.paths().root().resolve("usr/lib/extension-release.d");
    Files.createDirectories(merged);
    Files.writeString(merged.resolve("extension-release.driver"), FITS);
    assertThat(check.run()).isInstanceOf(CheckResult.Passed.class);
  }

  private TrainingNode node() throws Exception {
    TrainingNode machine = TrainingNode.below(folder.resolve("node"));
    Files.createDirectories(machine.paths().trust());
    Files.writeString(machine.paths().trust().resolve("a.pub"), key.publicKey().toPem());
    Files.writeString(
        machine.paths().root().resolve("usr/lib/os-release"), "ID=debian\nVERSION_ID=\"13\"\n");
    Files.writeString(machine.paths().image().resolve("content.yaml"), "[]\n");
    start(machine);
    return machine;
  }

  private TrainingNode extended() throws Exception {
    TrainingNode machine = node();
    add(machine, "1");
    start(machine);
    commit(machine);
    return machine;
  }

  private Accepted add(TrainingNode machine, String version) throws Exception {
    return new ContentDelivery(context(machine))
        .run(
            new ContentRequest(
                DRIVER, repository().toString(), new Version(version), false, true, false),
            Progress.SILENT);
  }

  private static void start(TrainingNode machine) throws Exception {
    machine.boot(1);
    assertThat(new EarlyStart(machine.paths(), TrainingNode.MOUNTER).run())
        .isEqualTo(EarlyStart.GO_ON);
  }

  /** As if the trial had been begun by a boot before: this test has one boot id alone. */
  private static void dies(TrainingNode machine) throws Exception {
    NodeContext node = context(machine);
    node.store()
        .update(
            state -> {
              if (!(state.trial() instanceof Trial.Trying trying)) {
                throw new IllegalStateException("nothing is tried");
              }
              NodeState armed =
                  TrialMachine.revertRequested(state, node.booted(), Instant.now()).state();
              NodeState idle =
                  TrialMachine.revertFinished(armed, node.booted(), Instant.now()).state();
              NodeState staged =
                  TrialMachine.contentStaged(
                          idle,
                          trying.generation().extensions().getFirst(),
                          node.booted(),
                          Instant.now())
                      .state();
              NodeState again = TrialMachine.arm(staged, 2, trying.deadline()).state();
              return TrialMachine.switchBegun(again, node.booted(), "another boot");
            });
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

  /** What a link shows, which is absolute, as the node sees it. */
  private static String image(TrainingNode machine, Path link) throws IOException {
    String target = Files.readSymbolicLink(link).toString();
    return Files.readString(machine.paths().root().resolve(target.substring(1)));
  }

  private Path repository() {
    return folder.resolve("repository");
  }

  private void publish(String version, String release, SigningKey signer) throws Exception {
    publishFiles(
        version, Map.of("driver.raw", "image " + version, "extension-release", release), signer);
  }

  private void publishFiles(String version, Map<String, String> files, SigningKey signer)
      throws Exception {
    Path from = Files.createDirectory(folder.resolve("driver-" + version));
    for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
      Files.writeString(from.resolve(file.getKey()), file.getValue());
    }
    try (RepositoryWriter writer = RepositoryWriter.open(repository())) {
      new ContentPublication(DRIVER, new Version(version), signer)
          .publish(ContentFolder.read(from, List.of()), writer);
    }
  }
}
