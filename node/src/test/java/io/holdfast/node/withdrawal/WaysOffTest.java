package io.holdfast.node.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.policy.Containment;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Configurations;
import io.holdfast.node.trial.Examples;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.KeptReleases;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Vouched;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.content.ContentRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The order in which a node looks for a way off, case by case. */
class WaysOffTest {
  private static final Digest CONFIGURED = Digest.of("configured".getBytes(StandardCharsets.UTF_8));
  private static final ContentRef CONFIGURATION = Examples.content("config.sea", "1");

  private Statements seen = Statements.NONE;
  private final List<Vouched> vouched = new ArrayList<>();
  private Set<Digest> leftOut = Set.of();
  private Containment containment = Containment.KEEP;

  @Test
  void nothing_is_done_where_nothing_withdrawn_is() throws Exception {
    NodeState state = Examples.upgraded();
    offer("1.2");
    withdraw(Examples.THIRD);
    assertThat(ways(state)).isEmpty();
  }

  @Test
  void what_is_only_kept_is_left_in_recovery_first_and_then_in_the_other_slot() throws Exception {
    NodeState state = Examples.upgraded();
    withdraw(Examples.FIRST);
    assertThat(only(ways(state)))
        .as("nobody here has what recovery is to be renewed with")
        .isInstanceOf(WayOff.Person.class);
    offer("1.1");
    assertThat(only(ways(state)))
        .isInstanceOfSatisfying(
            WayOff.Renew.class, way -> assertThat(way.with()).isEqualTo(Examples.SECOND));
    leftOut = Set.of(Examples.SECOND.manifest());
    assertThat(only(ways(state)))
        .as("what was dropped from the queue is another matter: this runs")
        .isInstanceOf(WayOff.Renew.class);
    NodeState unfinished = KeptReleases.renewalBegun(state, Examples.good(state)).state();
    assertThat(ways(unfinished)).as("nothing but the other slot may start").isEmpty();
    NodeState renewed = KeptReleases.recoveryWritten(unfinished, Examples.SECOND).state();
    assertThat(only(ways(renewed)))
        .isInstanceOfSatisfying(
            WayOff.GiveUp.class, way -> assertThat(way.held()).isEqualTo(Examples.FIRST));
  }

  @Test
  void what_runs_is_left_before_what_is_only_kept() throws Exception {
    withdraw(Examples.FIRST);
    withdraw(Examples.SECOND);
    offer("1.2");
    assertThat(only(ways(Examples.upgraded()))).isInstanceOf(WayOff.Bring.class);
  }

  @Test
  void the_lowest_newer_release_comes_first_also_before_one_that_is_held() throws Exception {
    withdraw(Examples.SECOND);
    offer("1.4");
    offer("1.2");
    offer("1.0");
    assertThat(only(ways(Examples.upgraded())))
        .isInstanceOfSatisfying(
            WayOff.Bring.class, way -> assertThat(way.to().version()).hasToString("1.2"));
  }

  @Test
  void a_newer_release_that_is_held_comes_before_one_that_is_to_be_fetched() throws Exception {
    NodeState downgraded =
        Examples.committed(
            Examples.trying(
                Examples.armed(Examples.staged(Examples.upgraded(), Examples.FIRST), 3)));
    withdraw(Examples.FIRST);
    offer("1.2");
    assertThat(only(ways(downgraded)))
        .isInstanceOfSatisfying(
            WayOff.Back.class, way -> assertThat(way.to().release()).isEqualTo(Examples.SECOND));
  }

  @Test
  void without_a_newer_one_it_goes_back() throws Exception {
    withdraw(Examples.SECOND);
    offer("1.0");
    assertThat(only(ways(Examples.upgraded())))
        .isInstanceOfSatisfying(
            WayOff.Back.class, way -> assertThat(way.to().release()).isEqualTo(Examples.FIRST));
  }

  @Test
  void never_below_a_floor_nor_to_what_was_refused_or_failed_here() throws Exception {
    NodeState state = Examples.upgraded();
    withdraw(Examples.SECOND);
    floor("1.1");
    assertThat(only(ways(state))).isInstanceOf(WayOff.Contain.class);
    offer("1.2");
    assertThat(only(ways(state))).isInstanceOf(WayOff.Bring.class);
    floor("1.3");
    assertThat(only(ways(state))).as("also what is newer").isInstanceOf(WayOff.Contain.class);
    seen = new Statements(seen.withdrawn(), Map.of());
    leftOut = Set.of(Examples.THIRD.manifest());
    assertThat(only(ways(state))).isInstanceOf(WayOff.Back.class);
    leftOut = Set.of();
    NodeState failed =
        TrialMachine.revertFinished(
                Examples.reverting(
                    Examples.trying(Examples.armed(Examples.staged(state, Examples.THIRD), 3))),
                Examples.good(state),
                Examples.NOW)
            .state();
    assertThat(only(ways(failed)))
        .as("and the older one was written over")
        .isInstanceOf(WayOff.Contain.class);
  }

  @Test
  void a_floor_does_not_keep_a_node_from_its_own_last_known_good() throws Exception {
    NodeState upgraded = Examples.upgraded();
    withdraw(Examples.FIRST);
    floor("9");
    Booted older = new Booted.ByEntry(1);
    assertThat(only(WaysOff.of(situation(upgraded, older))))
        .isInstanceOfSatisfying(
            WayOff.Restart.class,
            way -> assertThat(way.into().release()).isEqualTo(Examples.SECOND));
    withdraw(Examples.SECOND);
    assertThat(only(WaysOff.of(situation(upgraded, older)))).isInstanceOf(WayOff.Contain.class);
  }

  @Test
  void where_there_is_no_way_the_policy_decides() throws Exception {
    NodeState fresh = Examples.fresh();
    withdraw(Examples.SECOND);
    assertThat(ways(fresh)).isEmpty();
    withdraw(Examples.release("1.0.1"));
    containment = Containment.STOP_NETWORK;
    withdraw(Examples.FIRST);
    assertThat(only(ways(fresh)))
        .isInstanceOfSatisfying(
            WayOff.Contain.class, way -> assertThat(way.how()).isEqualTo(Containment.STOP_NETWORK));
    containment = Containment.RECOVERY;
    assertThat(only(ways(fresh)))
        .as("recovery holds the same release")
        .isInstanceOf(WayOff.Person.class);
    NodeState upgraded = withRecoverySafe();
    assertThat(only(ways(upgraded)))
        .isInstanceOfSatisfying(
            WayOff.Contain.class, way -> assertThat(way.how()).isEqualTo(Containment.RECOVERY));
  }

  private NodeState withRecoverySafe() throws RefusedException {
    seen = Statements.NONE;
    withdraw(Examples.SECOND);
    floor("1.1");
    return Examples.upgraded();
  }

  @Test
  void in_recovery_nothing_is_to_be_left() {
    withdraw(Examples.FIRST);
    assertThat(WaysOff.of(situation(Examples.fresh(), new Booted.InRecovery()))).isEmpty();
  }

  @Test
  void a_trial_goes_on_unless_it_is_withdrawn_itself() throws Exception {
    NodeState armed = Examples.armed(Examples.staged(Examples.fresh(), Examples.SECOND), 3);
    NodeState trying = Examples.trying(armed);
    withdraw(Examples.FIRST);
    assertThat(WaysOff.of(situation(trying, Examples.trial(trying))))
        .as("what it came from is withdrawn, so it is the way off")
        .isEmpty();
    assertThat(only(ways(armed)))
        .as("only a restart is missing")
        .isInstanceOf(WayOff.Restart.class);
    withdraw(Examples.SECOND);
    assertThat(only(WaysOff.of(situation(trying, Examples.trial(trying)))))
        .as("it would go back to what is withdrawn")
        .isInstanceOf(WayOff.Wait.class);
    assertThat(only(ways(armed)))
        .as("nothing of it runs, so nothing is gone back to")
        .isInstanceOf(WayOff.EndTrial.class);
    seen = Statements.NONE;
    withdraw(Examples.SECOND);
    assertThat(only(WaysOff.of(situation(trying, Examples.trial(trying)))))
        .isInstanceOf(WayOff.EndTrial.class);
  }

  @Test
  void withdrawn_content_goes_back_to_what_is_held_else_to_the_newest_vouched_for()
      throws Exception {
    NodeState one = withContent(Examples.fresh(), Examples.TIDES);
    withdraw(Examples.TIDES);
    assertThat(only(ways(one))).isInstanceOf(WayOff.Person.class);
    offer(Examples.content("tides", "5"));
    offer(Examples.content("tides", "6"));
    offer(Examples.content("winds", "9"));
    assertThat(only(ways(one)))
        .isInstanceOfSatisfying(
            WayOff.Bring.class, way -> assertThat(way.to().version()).hasToString("6"));
    NodeState two = withContent(one, Examples.NEW_TIDES);
    assertThat(ways(two)).as("it runs no more").isEmpty();
    seen = Statements.NONE;
    withdraw(Examples.NEW_TIDES);
    assertThat(only(ways(two)))
        .isInstanceOfSatisfying(
            WayOff.BackToContent.class, way -> assertThat(way.to()).isEqualTo(Examples.TIDES));
  }

  @Test
  void a_withdrawn_release_comes_before_withdrawn_content() throws Exception {
    NodeState one = withContent(Examples.fresh(), Examples.TIDES);
    withdraw(Examples.TIDES);
    withdraw(Examples.FIRST);
    offer("1.1");
    assertThat(ways(one)).extracting(WayOff::word).containsExactly("bring", "person");
  }

  @Test
  void a_withdrawn_configuration_goes_back_to_the_one_before_else_to_the_newest() throws Exception {
    NodeState configured = configured(Examples.fresh(), CONFIGURED);
    withdraw(CONFIGURATION);
    assertThat(only(ways(configured)))
        .isInstanceOfSatisfying(
            WayOff.Back.class,
            way -> assertThat(way.to().configuration()).isEqualTo(Generation.UNCONFIGURED));
    NodeState installed =
        NodeState.installed(
            Examples.FIRST,
            Examples.fresh().content(io.holdfast.node.trial.Slot.RECOVERY),
            CONFIGURED,
            Examples.NOW);
    assertThat(only(ways(installed))).isInstanceOf(WayOff.Person.class);
    offer(Examples.content("config.sea", "2"));
    assertThat(only(ways(installed)))
        .isInstanceOfSatisfying(
            WayOff.Bring.class, way -> assertThat(way.to().version()).hasToString("2"));
  }

  @Test
  void an_extension_goes_back_only_to_one_that_was_held_with_its_release() throws Exception {
    ContentRef old = Examples.content("sysext.driver", "1");
    ContentRef driver = Examples.content("sysext.driver", "2");
    NodeState before = withContent(Examples.fresh(), old);
    NodeState upgraded =
        Examples.committed(
            Examples.trying(Examples.armed(Examples.staged(before, Examples.SECOND), 3)));
    withdraw(driver);
    assertThat(only(ways(withContent(before, driver)))).isInstanceOf(WayOff.BackToContent.class);
    NodeState first = withContent(removed(upgraded, old), driver);
    assertThat(only(ways(first)))
        .isInstanceOfSatisfying(
            WayOff.BackToContent.class, way -> assertThat(way.to()).isEqualTo(old));
  }

  private static NodeState removed(NodeState state, ContentRef extension) throws Exception {
    return commit(
        TrialMachine.extensionRemoved(
                state, extension.channel(), Examples.good(state), Examples.NOW)
            .state());
  }

  private static NodeState withContent(NodeState state, ContentRef content) throws Exception {
    return commit(Examples.contentStaged(state, content));
  }

  private static NodeState commit(NodeState staged) throws Exception {
    NodeState trying = Examples.contentTrying(Examples.armed(staged, 1));
    return TrialMachine.bakeTimeHeld(trying, Examples.good(trying), Examples.NOW).state();
  }

  private static NodeState configured(NodeState state, Digest digest) throws Exception {
    NodeState trying =
        Configurations.found(
                state, digest, Examples.good(state), "boot", 1, Examples.DEADLINE, Examples.NOW)
            .state();
    return TrialMachine.bakeTimeHeld(trying, Examples.good(trying), Examples.NOW).state();
  }

  private List<WayOff> ways(NodeState state) {
    return WaysOff.of(situation(state, Examples.good(state)));
  }

  private Situation situation(NodeState state, Booted booted) {
    return new Situation(
        state, booted, seen, vouched, Map.of(CONFIGURED, CONFIGURATION), leftOut, containment);
  }

  private static WayOff only(List<WayOff> ways) {
    assertThat(ways).hasSize(1);
    return Objects.requireNonNull(ways.getFirst());
  }

  private void offer(String version) {
    ReleaseRef release = Examples.release(version);
    vouched.add(new Vouched(Kind.RELEASE, release.name(), release.version(), release.manifest()));
  }

  private void offer(ContentRef content) {
    vouched.add(
        new Vouched(Kind.CONTENT, content.channel().text(), content.version(), content.manifest()));
  }

  private void withdraw(ReleaseRef release) {
    withdraw(Kind.RELEASE, release.name(), release.version(), release.manifest());
  }

  private void withdraw(ContentRef content) {
    withdraw(Kind.CONTENT, content.channel().text(), content.version(), content.manifest());
  }

  private void withdraw(Kind kind, String name, Version version, Digest manifest) {
    List<Withdrawn> all = new ArrayList<>(seen.withdrawn());
    all.add(new Withdrawn(kind, name, version, manifest, "It is wrong.", "HF-1", Examples.NOW));
    seen = new Statements(all, seen.floors());
  }

  private void floor(String version) {
    seen = seen.withFloor(Kind.RELEASE, "sea", new Version(version));
  }
}
