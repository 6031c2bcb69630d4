package io.holdfast.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.policy.Containment;
import io.holdfast.config.policy.WithdrawnSource;
import io.holdfast.host.Progress;
import io.holdfast.node.boot.EarlyStart;
import io.holdfast.node.content.Consumers;
import io.holdfast.node.delivery.ConfigurationDelivery;
import io.holdfast.node.delivery.ContentDelivery;
import io.holdfast.node.delivery.ContentRequest;
import io.holdfast.node.loader.LoaderVariables;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.status.NodeStatus;
import io.holdfast.node.trial.ChangeQueue;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Outcome;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.node.trial.Waiting;
import io.holdfast.node.withdrawal.BringByQueue;
import io.holdfast.node.withdrawal.BringNow;
import io.holdfast.node.withdrawal.Bringer;
import io.holdfast.node.withdrawal.Following;
import io.holdfast.node.withdrawal.Look;
import io.holdfast.node.withdrawal.Lookout;
import io.holdfast.node.withdrawal.WayOff;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.admission.Withdrawn.Kind;
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
import io.holdfast.release.tuf.signing.RoleKeys;
import io.holdfast.release.tuf.signing.SignedRepository;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A made-up node follows what its repository says: real metadata, real trials. */
final class FollowOnNodeTest {
  private static final ChannelName RULES = new ChannelName("rules");
  private static final ChannelName CONFIGURATION = ChannelName.ofConfiguration("training");
  private static final ReleaseName TRAINING = new ReleaseName("training");

  @TempDir private Path folder;
  private final SigningKey key = SigningKey.generate();
  private TrainingNode machine;
  private RoleKeys keys;

  @BeforeEach
  void begin() throws Exception {
    keys = new RoleKeys(folder.resolve("keys"), null);
    machine = configured();
    publish(RULES, "1", Map.of("a.rules", "1"));
    publish(RULES, "2", Map.of("a.rules", "2"));
    publish(CONFIGURATION, "1", Map.of("90_custom.yaml", configuration("one")));
    publish(CONFIGURATION, "2", Map.of("90_custom.yaml", configuration("two")));
    Path root = signed().init(keys, List.of(RULES, CONFIGURATION), Map.of());
    Files.copy(root, machine.paths().trustedRoot());
    for (String version : List.of("1", "2")) {
      signed().publish(RULES, new Version(version), false, keys);
      signed().publish(CONFIGURATION, new Version(version), false, keys);
    }
  }

  @Test
  void where_nothing_is_withdrawn_nothing_is_done() throws Exception {
    NodeState before = state();
    Look look = follow(Containment.KEEP);
    assertThat(look.hearing()).isEqualTo(Look.Hearing.HEARD);
    assertThat(look.lines()).containsExactly("Nothing here is known to be withdrawn.");
    assertThat(look.isStuck()).isFalse();
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void withdrawn_content_goes_back_to_what_is_held_and_the_plan_alone_changes_nothing()
      throws Exception {
    apply("1");
    apply("2");
    withdraw(RULES, "2");
    NodeState before = state();
    Look plan = following(now(), Containment.KEEP).plan();
    assertThat(plan.ways()).singleElement().isInstanceOf(WayOff.BackToContent.class);
    assertThat(state()).isEqualTo(before);
    Look look = follow(Containment.KEEP);
    assertThat(look.done()).singleElement().asString().contains("is armed");
    assertThat(look.restart()).as("content needs none").isFalse();
    assertThat(onTrial().content(RULES)).hasToString("rules 1");
    commit();
    assertThat(follow(Containment.KEEP).ways()).isEmpty();
  }

  @Test
  void content_that_was_never_held_is_brought() throws Exception {
    apply("2");
    withdraw(RULES, "2");
    assertThat(follow(Containment.KEEP).done()).hasSize(1);
    assertThat(onTrial().content(RULES)).hasToString("rules 1");
    assertThat(follow(Containment.KEEP).done()).as("one trial at a time").isEmpty();
  }

  @Test
  void content_on_trial_that_is_withdrawn_is_taken_back_and_the_history_says_why()
      throws Exception {
    apply("1");
    deliver("2");
    withdraw(RULES, "2");
    assertThat(follow(Containment.KEEP).done()).singleElement().asString().contains("is ended");
    assertThat(state().history())
        .anySatisfy(
            line ->
                assertThat(line)
                    .isInstanceOfSatisfying(
                        Outcome.NotTaken.class,
                        left -> assertThat(left.why()).contains("HF-1", "it crashes")));
    assertThat(state().barred()).as("it did not fail here").isEmpty();
    assertThat(state().trial()).isInstanceOf(Trial.Idle.class);
  }

  @Test
  void a_channel_that_a_person_holds_stays_and_is_told() throws Exception {
    apply("1");
    apply("2");
    withdraw(RULES, "2");
    Files.createDirectories(machine.paths().hold("rules").resolveSibling("."));
    Files.writeString(machine.paths().hold("rules"), "");
    NodeState before = state();
    Look look = follow(Containment.KEEP);
    assertThat(look.left()).isNotEmpty().allMatch(line -> line.contains("is held on this node"));
    assertThat(look.isStuck()).isTrue();
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void a_withdrawn_release_waits_for_its_window_in_the_queue_once() throws Exception {
    publishRelease("1.1.0");
    publishRelease("1.2.0");
    withdrawRunning();
    Look look = follow(Containment.KEEP);
    assertThat(look.ways()).singleElement().isInstanceOf(WayOff.Bring.class);
    assertThat(look.done()).singleElement().asString().contains("training 1.1.0 waits", "window");
    assertThat(state().queue()).singleElement().hasToString("training 1.1.0");
    Look again = following(queue(), Containment.KEEP).follow(Following.LeftOut.NOTHING);
    assertThat(again.done()).singleElement().asString().contains("waits in the queue");
    assertThat(state().queue()).hasSize(1);
  }

  @Test
  void what_a_person_dropped_is_not_queued_again_and_the_next_is_taken() throws Exception {
    publishRelease("1.1.0");
    publishRelease("1.2.0");
    withdrawRunning();
    byQueue();
    Waiting first = state().queue().getFirst();
    assertThat(first.restart()).isTrue();
    context().store().update(state -> ChangeQueue.dropped(state, "training", Instant.now()));
    byQueue();
    assertThat(state().queue()).singleElement().hasToString("training 1.2.0");
  }

  @Test
  void without_a_way_the_network_is_stopped_and_status_says_so_until_nothing_is_withdrawn()
      throws Exception {
    Path flags = machine.paths().sys().resolve("class/net/eth0/flags");
    Files.createDirectories(flags.resolveSibling("."));
    Files.writeString(flags, "0x1003");
    withdrawRunning();
    Look look = follow(Containment.STOP_NETWORK);
    assertThat(look.isStuck()).isTrue();
    assertThat(look.done()).containsExactly("the network is stopped: eth0");
    assertThat(flags).hasContent("0x1002");
    assertThat(NodeStatus.of(context()).problems())
        .anyMatch(line -> line.startsWith("the network is stopped"))
        .anyMatch(line -> line.startsWith("withdrawn, running: release training 1.0.0"));
    assertThat(Json.write(NodeStatus.of(context()).toJson()))
        .contains("\"where\" : \"running\"", "\"advisory\" : \"HF-1\"");
    assertThat(Json.write(look.toJson(false))).contains("\"way\" : \"contain\"");
    Files.delete(machine.paths().trustedRoot());
    Files.delete(machine.paths().statements());
    assertThat(follow(Containment.STOP_NETWORK).done())
        .containsExactly("the network is started again");
    assertThat(flags).hasContent("0x1003");
  }

  @Test
  void a_stale_mirror_is_refused_loses_nothing_and_what_is_held_is_a_way_still() throws Exception {
    apply("1");
    apply("2");
    Path timestamp = repository().resolve("metadata/timestamp.json");
    byte[] old = Files.readAllBytes(timestamp);
    withdraw(RULES, "2");
    following(now(), Containment.KEEP).plan();
    Files.write(timestamp, old);
    Look look = follow(Containment.KEEP);
    assertThat(look.hearing()).isEqualTo(Look.Hearing.REFUSED);
    assertThat(look.problem()).contains("serves old metadata");
    assertThat(onTrial().content(RULES)).hasToString("rules 1");
  }

  @Test
  void a_repository_that_is_not_there_is_told_and_nothing_is_done() throws Exception {
    NodeState before = state();
    Following nowhere =
        new Following(
            context(), folder.resolve("none").toString(), Containment.KEEP, now(), lines());
    Look look = nowhere.follow(Following.LeftOut.NOTHING);
    assertThat(look.hearing()).isIn(Look.Hearing.UNREACHABLE, Look.Hearing.REFUSED);
    assertThat(look.problem()).contains("none");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void a_withdrawn_configuration_is_refused_and_one_in_effect_is_left() throws Exception {
    configure("1");
    configure("2");
    withdraw(CONFIGURATION, "2");
    assertThat(NodeStatus.of(context()).problems())
        .as("nobody has asked yet")
        .noneMatch(line -> line.startsWith("withdrawn"));
    Look look = follow(Containment.KEEP);
    assertThat(look.ways()).singleElement().isInstanceOf(WayOff.Back.class);
    assertThat(look.restart()).isTrue();
    assertThat(NodeStatus.of(context()).problems())
        .anyMatch(line -> line.startsWith("withdrawn, running: content config.training 2"));
    start();
    commit();
    assertThat(follow(Containment.KEEP).ways()).isEmpty();
    assertThatThrownBy(() -> deliverConfiguration("2"))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("is withdrawn (HF-1)");
  }

  @Test
  void a_configuration_that_nobody_vouches_for_is_refused() throws Exception {
    publish(CONFIGURATION, "3", Map.of("90_custom.yaml", configuration("three")));
    assertThatThrownBy(() -> deliverConfiguration("3"))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("has no target content/config.training/3.json");
  }

  @Test
  void the_agent_queues_what_must_be_fetched_and_tells_once_what_is_wrong() throws Exception {
    publishRelease("1.1.0");
    withdrawRunning();
    List<String> said = new ArrayList<>();
    Lookout lookout =
        new Lookout(
            context(),
            new WithdrawnSource(
                repository().toString(), WithdrawnSource.DEFAULT_EVERY, Containment.KEEP),
            said::add);
    Look look = Objects.requireNonNull(lookout.look());
    assertThat(look.restart()).isFalse();
    assertThat(state().queue()).singleElement().hasToString("training 1.1.0");
    assertThat(machine.paths().followProblem()).doesNotExist();
    withdraw(Kind.RELEASE, "training", "1.1.0", state().queue().getFirst().manifest());
    said.clear();
    lookout.look();
    lookout.look();
    assertThat(said).singleElement().asString().contains("training 1.0.0 is withdrawn; run on");
    assertThat(NodeStatus.of(context()).problems()).contains(said.getFirst());
    Files.writeString(machine.paths().statements(), "{");
    Files.delete(repository().resolve("metadata/timestamp.json"));
    assertThat(lookout.look()).as("nobody knows what is withdrawn, and nothing is done").isNull();
    assertThat(said.getLast()).contains("statements.json");
  }

  @Test
  void going_back_by_hand_passes_over_what_is_withdrawn() throws Exception {
    apply("1");
    withdraw(RULES, "1");
    following(now(), Containment.KEEP).plan();
    deliver("2");
    commit();
    assertThatThrownBy(() -> new ContentDelivery(context()).revert(RULES))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("that is not withdrawn");
  }

  private Look follow(Containment containment) throws Exception {
    return following(now(), containment).follow(Following.LeftOut.NOTHING);
  }

  private void byQueue() throws Exception {
    following(queue(), Containment.KEEP)
        .follow(vouched -> BringByQueue.leftOut(state(), vouched, Instant.now()));
  }

  private Following following(Bringer bringer, Containment containment) throws IOException {
    return new Following(context(), repository().toString(), containment, bringer, lines());
  }

  private Bringer now() throws IOException {
    return new BringNow(context(), lines(), false);
  }

  private Bringer queue() throws IOException {
    return new BringByQueue(context(), InstantSource.system());
  }

  private static PhaseLines lines() {
    return new PhaseLines(System.err);
  }

  private Generation onTrial() throws IOException {
    Generation generation = state().onTrial();
    assertThat(generation).isNotNull();
    return Objects.requireNonNull(generation);
  }

  private void apply(String version) throws Exception {
    deliver(version);
    commit();
  }

  private void deliver(String version) throws Exception {
    new ContentDelivery(context()).run(request(RULES, version), Progress.SILENT);
  }

  private void configure(String version) throws Exception {
    deliverConfiguration(version);
    start();
    commit();
  }

  private void deliverConfiguration(String version) throws Exception {
    new ConfigurationDelivery(context()).run(request(CONFIGURATION, version), Progress.SILENT);
  }

  private ContentRequest request(ChannelName channel, String version) {
    return new ContentRequest(
        channel, repository().toString(), new Version(version), false, true, true);
  }

  /** Whatever is armed is switched to, and whatever is tried is good. */
  private void commit() throws Exception {
    NodeContext node = context();
    if (state().trial() instanceof Trial.Armed) {
      node.store().update(state -> TrialMachine.switchBegun(state, node.booted(), "boot"));
    }
    node.store().update(state -> TrialMachine.bakeTimeHeld(state, node.booted(), Instant.now()));
  }

  private void withdraw(ChannelName channel, String version) throws Exception {
    Digest manifest =
        Repository.at(repository().toString()).content(channel, new Version(version)).digest();
    withdraw(Kind.CONTENT, channel.text(), version, manifest);
  }

  private void withdrawRunning() throws Exception {
    withdraw(
        Kind.RELEASE, "training", "1.0.0", state().lastKnownGoodGeneration().release().manifest());
  }

  private void withdraw(Kind kind, String name, String version, Digest manifest) throws Exception {
    signed()
        .withdraw(
            new Withdrawn(
                kind, name, new Version(version), manifest, "it crashes", "HF-1", Instant.now()),
            keys);
  }

  /** Its windows are open three days from now, whenever that is. */
  private static String configuration(String host) {
    String day =
        LocalDate.now(ZoneOffset.UTC)
            .plusDays(3)
            .getDayOfWeek()
            .getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    return "#cloud-config\nhostname: "
        + host
        + "\nwindows: {times: [\""
        + day
        + " 02:00-04:00\"], hold_content: false}\n";
  }

  private TrainingNode configured() throws Exception {
    machine = TrainingNode.below(folder.resolve("node"));
    Files.createDirectories(machine.paths().trust());
    Files.writeString(machine.paths().trust().resolve("a.pub"), key.publicKey().toPem());
    Files.writeString(
        machine.paths().image().resolve("content.yaml"),
        "- channel: rules\n  key: |\n    "
            + key.publicKey().toPem().strip().replace("\n", "\n    ")
            + "\n  folder: /var/lib/rules\n");
    Files.writeString(machine.paths().oem().resolve("90_custom.yaml"), configuration("zero"));
    start();
    return machine;
  }

  private void start() throws Exception {
    machine.boot(1);
    assertThat(new EarlyStart(machine.paths(), TrainingNode.MOUNTER).run())
        .isEqualTo(EarlyStart.GO_ON);
  }

  private NodeState state() throws IOException {
    return context().store().read();
  }

  private NodeContext context() throws IOException {
    return NodeContext.of(
        machine.paths(),
        TrainingNode.MOUNTER,
        LoaderVariables.of(machine.paths()).booted(),
        Consumers.NONE);
  }

  private Path repository() {
    return folder.resolve("repo");
  }

  private SignedRepository signed() {
    return new SignedRepository(repository(), Instant.now());
  }

  private void publishRelease(String version) throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(repository())) {
      List<Part> parts = new ArrayList<>();
      for (Part.Kind kind : Part.Kind.values()) {
        parts.add(writer.add(kind, new ByteArrayInputStream(new byte[] {1})));
      }
      writer.publish(
          key.sign(
              new Manifest(
                  TRAINING,
                  new Version(version),
                  Architecture.X86_64,
                  "ro",
                  Digest.of(new byte[0]),
                  parts)));
    }
    signed().publish(TRAINING, new Version(version), false, keys);
  }

  private void publish(ChannelName channel, String version, Map<String, String> files)
      throws Exception {
    Path from = Files.createDirectory(folder.resolve(channel + "-" + version));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(from.resolve(file.getKey()), file.getValue());
    }
    try (RepositoryWriter writer = RepositoryWriter.open(repository())) {
      new ContentPublication(channel, new Version(version), key)
          .publish(ContentFolder.read(from, List.of()), writer);
    }
  }
}
