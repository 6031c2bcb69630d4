package io.holdfast.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.host.Progress;
import io.holdfast.node.boot.EarlyStart;
import io.holdfast.node.content.Consumers;
import io.holdfast.node.delivery.Accepted;
import io.holdfast.node.delivery.ConfigurationDelivery;
import io.holdfast.node.delivery.ContentDelivery;
import io.holdfast.node.delivery.ContentRequest;
import io.holdfast.node.health.CheckResult;
import io.holdfast.node.loader.LoaderVariables;
import io.holdfast.node.policy.AcceptedKeys;
import io.holdfast.node.policy.TrustCheck;
import io.holdfast.node.queue.QueueTaker;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.status.NodeStatus;
import io.holdfast.node.trial.ChangeQueue;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.node.trial.Waiting;
import io.holdfast.node.upgrade.Upgrade;
import io.holdfast.node.upgrade.UpgradeRequest;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFolder;
import io.holdfast.release.json.Json;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.ContentPublication;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.UntrustedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator decides about a node in its configuration, on a made-up node. */
final class PolicyOnNodeTest {
  private static final ChannelName RULES = new ChannelName("rules");
  private static final ChannelName DRIVER = ChannelName.ofExtension("driver");
  private static final ChannelName CONFIGURATION = ChannelName.ofConfiguration("training");
  private static final String FITS = "ID=debian\nVERSION_ID=13\n";

  /** Three days from now, whenever that is. */
  private final String closed =
      "windows: [\""
          + LocalDate.now(ZoneOffset.UTC)
              .plusDays(3)
              .getDayOfWeek()
              .getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
          + " 02:00-04:00\"]\n";

  private static final String OPEN = "windows: [\"daily 00:00-24:00\"]\n";

  @TempDir private Path folder;
  private final SigningKey key = SigningKey.generate();
  private final SigningKey next = SigningKey.generate();
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void publish() throws Exception {
    Map<String, String> image = Map.of("driver.raw", "image", "extension-release", FITS);
    publish(DRIVER, "1", image, key);
    publish(DRIVER, "2", image, next);
    publish(RULES, "1", Map.of("a.rules", "1"), key);
    publish(CONFIGURATION, "1", Map.of("90_custom.yaml", "#cloud-config\nhostname: new\n"), key);
  }

  @Test
  void an_extension_that_is_not_declared_is_refused_and_one_that_is_missing_told()
      throws Exception {
    TrainingNode machine = configured("extensions: [other]\n");
    assertThatThrownBy(() -> deliver(machine, DRIVER, "1", false))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("takes no extension driver");
    assertThat(NodeStatus.of(context(machine)).problems())
        .contains(
            "extension other is declared and not there; bring it with 'holdfast extension add"
                + " other'");
  }

  @Test
  void an_extension_that_is_to_be_there_is_not_taken_away() throws Exception {
    TrainingNode machine = configured("extensions: [driver]\n");
    deliver(machine, DRIVER, "1", false);
    start(machine);
    commit(machine);
    assertThat(NodeStatus.of(context(machine)).problems()).isEmpty();
    assertThatThrownBy(() -> new ContentDelivery(context(machine)).remove(DRIVER, true))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("required: false");
    configure(machine, "extensions: []\n");
    assertThat(NodeStatus.of(context(machine)).problems())
        .contains(
            "extension driver is not declared; declare it, or take it away with 'holdfast extension"
                + " remove driver'");
    assertThat(new ContentDelivery(context(machine)).remove(DRIVER, false).extensions()).isEmpty();
  }

  @Test
  void a_key_that_the_configuration_does_not_name_counts_no_more() throws Exception {
    TrainingNode machine = configured("trust: [" + next.publicKey().id() + "]\n");
    assertThatThrownBy(() -> deliver(machine, DRIVER, "1", false))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("key " + key.publicKey().id() + ", which does not count");
    assertThatThrownBy(() -> deliverConfiguration(machine, false))
        .isInstanceOf(UntrustedException.class);
    assertThat(deliver(machine, DRIVER, "2", false)).isInstanceOf(Accepted.Armed.class);
    assertThat(new TrustCheck(machine.paths()).run()).isInstanceOf(CheckResult.Passed.class);
    assertThat(AcceptedKeys.of(machine.paths()).lines())
        .containsExactlyInAnyOrder(
            next.publicKey().id().hex(), key.publicKey().id() + " does not count");
  }

  @Test
  void a_key_that_the_release_does_not_bring_never_counts() throws Exception {
    SigningKey strange = SigningKey.generate();
    publish(DRIVER, "3", Map.of("driver.raw", "image", "extension-release", FITS), strange);
    TrainingNode machine = configured("trust: [" + strange.publicKey().id() + "]\n");
    assertThatThrownBy(() -> deliver(machine, DRIVER, "3", false))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("none counts");
    assertThat(new TrustCheck(machine.paths()).run()).isInstanceOf(CheckResult.Failed.class);
  }

  @Test
  void outside_a_window_a_change_waits_and_its_reason_says_until_when() throws Exception {
    TrainingNode machine = configured(closed);
    for (Accepted accepted :
        List.of(
            deliver(machine, RULES, "1", false),
            deliver(machine, DRIVER, "1", false),
            deliverConfiguration(machine, false))) {
      assertThat(accepted)
          .isInstanceOfSatisfying(
              Accepted.Waits.class,
              waits -> assertThat(waits.words()).contains("no window is open until", "--now"));
    }
    assertThat(Files.readString(machine.paths().oem().resolve("90_custom.yaml")))
        .as("no start would find it")
        .doesNotContain("hostname: new");
    assertThat(state(machine).queue()).hasSize(3);
    assertThat(taker(machine).take()).isEqualTo(QueueTaker.Taken.NOTHING);
    assertThat(said).anyMatch(line -> line.startsWith("no window is open until"));
    NodeStatus status = NodeStatus.of(context(machine));
    assertThat(status.text()).contains("none begins by itself: no window is open until");
    assertThat(Json.write(status.toJson())).contains("\"why\" : \"no window is open until");
  }

  @Test
  void an_upgrade_waits_for_a_window_and_is_refused_of_a_key_that_counts_no_more()
      throws Exception {
    publishRelease("1.1.0", key);
    TrainingNode machine = configured(closed);
    assertThat(upgrade(machine))
        .isInstanceOfSatisfying(
            Accepted.Waits.class,
            waits -> assertThat(waits.words()).contains("training 1.1.0 waits", "--now"));
    assertThat(state(machine).trial()).isInstanceOf(Trial.Idle.class);
    configure(machine, "trust: [" + next.publicKey().id() + "]\n");
    assertThatThrownBy(() -> upgrade(machine))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("which does not count");
    assertThat(taker(machine).take()).isEqualTo(QueueTaker.Taken.NOTHING);
    assertThat(state(machine).queue()).as("left out, not tried for ever").isEmpty();
  }

  @Test
  void a_person_who_says_so_does_not_wait() throws Exception {
    TrainingNode machine = configured(closed);
    assertThat(deliver(machine, DRIVER, "1", true)).isInstanceOf(Accepted.Armed.class);
    start(machine);
    commit(machine);
    assertThat(deliver(machine, RULES, "1", false)).isInstanceOf(Accepted.Waits.class);
    assertThat(taker(machine).takeNow()).isEqualTo(QueueTaker.Taken.ARMED);
    assertThatThrownBy(() -> new ContentDelivery(context(machine)).remove(DRIVER, false))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("no window is open until");
  }

  @Test
  void content_passes_what_waits_for_a_window_where_it_is_not_held() throws Exception {
    TrainingNode machine =
        configured(closed.replace("[", "{times: [").stripTrailing() + ", hold_content: false}\n");
    assertThat(deliver(machine, DRIVER, "1", false)).isInstanceOf(Accepted.Waits.class);
    assertThat(deliver(machine, RULES, "1", false)).isInstanceOf(Accepted.Armed.class);
  }

  @Test
  void in_a_window_what_waited_is_taken() throws Exception {
    TrainingNode machine = configured(closed);
    deliver(machine, DRIVER, "1", false);
    configure(machine, OPEN);
    assertThat(taker(machine).take()).isEqualTo(QueueTaker.Taken.NEEDS_RESTART);
    assertThat(machine.paths().restartDue()).doesNotExist();
  }

  @Test
  void what_is_ready_after_a_windows_end_restarts_the_machine_in_the_next() throws Exception {
    TrainingNode machine = configured("windows: [\"Sun 02:00-04:00\"]\n");
    Instant inside = Instant.parse("2026-11-29T03:59:59Z");
    Instant after = Instant.parse("2026-11-29T04:00:01Z");
    Digest manifest =
        Repository.at(repository().toString()).content(DRIVER, new Version("1")).digest();
    context(machine)
        .store()
        .update(
            state ->
                ChangeQueue.addHeld(
                    state,
                    new Waiting(
                        Waiting.Kind.CONTENT,
                        DRIVER.text(),
                        new Version("1"),
                        manifest,
                        repository().toString(),
                        false,
                        false,
                        true,
                        inside)));
    assertThat(taker(machine, inside, inside, after).take())
        .isEqualTo(QueueTaker.Taken.AT_NEXT_WINDOW);
    assertThat(state(machine).trial()).isInstanceOf(Trial.Armed.class);
    assertThat(taker(machine, after).take()).isEqualTo(QueueTaker.Taken.AT_NEXT_WINDOW);
    assertThat(taker(machine, inside.plusSeconds(7 * 86_400)).take())
        .isEqualTo(QueueTaker.Taken.NEEDS_RESTART);
  }

  @Test
  void the_site_is_shown_and_outlives_a_configuration_that_cannot_be_read() throws Exception {
    TrainingNode machine = configured("site: {name: berlin, labels: {rack: r12}}\n");
    NodeStatus status = NodeStatus.of(context(machine));
    assertThat(status.text()).contains("site             berlin (rack=r12)");
    assertThat(Json.write(status.toJson())).contains("\"rack\" : \"r12\"");
    Files.writeString(machine.paths().oem().resolve("90_custom.yaml"), "#cloud-config\n[");
    start(machine);
    assertThat(NodeStatus.of(context(machine)).text()).contains("berlin (rack=r12)");
  }

  private TrainingNode configured(String text) throws Exception {
    TrainingNode machine = TrainingNode.below(folder.resolve("node"));
    Files.createDirectories(machine.paths().trust());
    Files.writeString(machine.paths().trust().resolve("a.pub"), key.publicKey().toPem());
    Files.writeString(machine.paths().trust().resolve("b.pub"), next.publicKey().toPem());
    Files.writeString(machine.paths().root().resolve("usr/lib/os-release"), FITS);
    Files.writeString(
        machine.paths().image().resolve("content.yaml"),
        "- channel: rules\n  key: |\n    "
            + key.publicKey().toPem().strip().replace("\n", "\n    ")
            + "\n  folder: /var/lib/rules\n");
    Files.writeString(machine.paths().oem().resolve("90_custom.yaml"), "#cloud-config\n" + text);
    start(machine);
    return machine;
  }

  /** Another configuration, tried and committed. */
  private static void configure(TrainingNode machine, String text) throws Exception {
    Files.writeString(machine.paths().oem().resolve("90_custom.yaml"), "#cloud-config\n" + text);
    start(machine);
    commit(machine);
  }

  private Accepted deliver(TrainingNode machine, ChannelName channel, String version, boolean now)
      throws Exception {
    return new ContentDelivery(context(machine))
        .run(
            new ContentRequest(
                channel, repository().toString(), new Version(version), false, true, now),
            Progress.SILENT);
  }

  private Accepted upgrade(TrainingNode machine) throws Exception {
    return new Upgrade(context(machine), new PhaseLines(System.err))
        .run(new UpgradeRequest(repository().toString(), null, null, Set.of(), true, false));
  }

  private Accepted deliverConfiguration(TrainingNode machine, boolean now) throws Exception {
    return new ConfigurationDelivery(context(machine))
        .run(
            new ContentRequest(
                CONFIGURATION, repository().toString(), new Version("1"), false, true, now),
            Progress.SILENT);
  }

  private QueueTaker taker(TrainingNode machine) throws IOException {
    return new QueueTaker(context(machine), new PhaseLines(System.err), said::add);
  }

  /** One whose clock shows these times, the last for ever. */
  private QueueTaker taker(TrainingNode machine, Instant... times) throws IOException {
    Iterator<Instant> shown = List.of(times).iterator();
    InstantSource clock = () -> shown.hasNext() ? shown.next() : times[times.length - 1];
    return new QueueTaker(context(machine), new PhaseLines(System.err), said::add, clock);
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

  private static NodeState state(TrainingNode machine) throws IOException {
    return context(machine).store().read();
  }

  private static NodeContext context(TrainingNode machine) throws IOException {
    return NodeContext.of(
        machine.paths(),
        TrainingNode.MOUNTER,
        LoaderVariables.of(machine.paths()).booted(),
        Consumers.NONE);
  }

  private Path repository() {
    return folder.resolve("repo");
  }

  private void publishRelease(String version, SigningKey signer) throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(repository())) {
      List<Part> parts = new ArrayList<>();
      for (Part.Kind kind : Part.Kind.values()) {
        parts.add(writer.add(kind, new ByteArrayInputStream(new byte[] {1})));
      }
      writer.publish(
          signer.sign(
              new Manifest(
                  new ReleaseName("training"),
                  new Version(version),
                  Architecture.X86_64,
                  "ro",
                  Digest.of(new byte[0]),
                  parts)));
    }
  }

  private void publish(
      ChannelName channel, String version, Map<String, String> files, SigningKey signer)
      throws Exception {
    Path from = Files.createDirectory(folder.resolve(channel + "-" + version));
    for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
      Files.writeString(from.resolve(file.getKey()), file.getValue());
    }
    try (RepositoryWriter writer = RepositoryWriter.open(repository())) {
      new ContentPublication(channel, new Version(version), signer)
          .publish(ContentFolder.read(from, List.of()), writer);
    }
  }
}
