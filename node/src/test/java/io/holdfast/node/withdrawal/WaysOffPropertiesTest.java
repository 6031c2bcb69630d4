package io.holdfast.node.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.policy.Containment;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Examples;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.KeptReleases;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.node.trial.Withdrawing;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Vouched;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every way off, whatever a node has behind it and whatever is withdrawn. */
class WaysOffPropertiesTest {
  private static final int RELEASES = 7;

  /** Every way can be gone as it is said, and leads to nothing that must not run. */
  @Property(tries = 3000)
  void a_way_can_be_gone_and_leads_to_what_may_run(@ForAll long seed) throws RefusedException {
    Situation here = new Life(new Random(seed)).situation();
    for (WayOff way : WaysOff.of(here)) {
      NodeState after = gone(here, way);
      Generation tried = after.onTrial();
      if (tried == null || way instanceof WayOff.Wait) {
        continue;
      }
      Generation good = here.state().lastKnownGoodGeneration();
      for (Thing thing : news(tried, good)) {
        assertThat(here.seen().of(thing.manifest())).as("withdrawn: %s", thing).isNull();
        assertThat(here.state().barring(thing.manifest())).as("barred: %s", thing).isNull();
        assertThat(here.seen().floors().get(thing.kind() + " " + thing.name()))
            .as("floor of %s", thing)
            .satisfiesAnyOf(
                floor -> assertThat(floor).isNull(),
                floor -> assertThat(thing.version()).isGreaterThanOrEqualTo(floor),
                floor -> assertThat(here.state().trial()).isInstanceOf(Trial.Armed.class));
      }
    }
  }

  @Property(tries = 3000)
  void what_does_not_run_is_left_alone_but_for_releases_that_are_only_kept(@ForAll long seed)
      throws RefusedException {
    Situation here = new Life(new Random(seed)).situation();
    Generation running = here.state().running(here.booted());
    Generation tried = here.state().onTrial();
    boolean touched =
        (running != null && here.of(running) != null) || (tried != null && here.of(tried) != null);
    if (!touched) {
      assertThat(WaysOff.of(here))
          .allMatch(way -> way.isOfWhatIsKept() || way instanceof WayOff.Person);
    }
    if (running != null && here.of(running) != null && tried == null) {
      assertThat(WaysOff.of(here)).isNotEmpty();
    }
  }

  /** Whatever is withdrawn, a node that is not in recovery ends with something that may start. */
  @Property(tries = 3000)
  void what_is_kept_is_given_up_only_beside_a_recovery_that_may_start(@ForAll long seed)
      throws RefusedException {
    Situation here = new Life(new Random(seed)).situation();
    NodeState state = here.state();
    for (WayOff way : WaysOff.of(here)) {
      if (way.isOfWhatIsKept()) {
        assertThat(state.trial()).isInstanceOf(Trial.Idle.class);
        assertThat(here.booted()).isEqualTo(Examples.good(state));
        assertThat(here.of(state.lastKnownGoodGeneration())).as("what runs").isNull();
      }
      if (way instanceof WayOff.GiveUp) {
        assertThat(state.content(Slot.RECOVERY))
            .isInstanceOfSatisfying(
                SlotContent.Holds.class,
                holds -> assertThat(here.seen().of(holds.release().manifest())).isNull());
      }
    }
  }

  @Property(tries = 3000)
  void following_what_is_said_to_its_end_leaves_nothing_withdrawn_in_a_slot(@ForAll long seed)
      throws RefusedException {
    Situation here = new Life(new Random(seed)).situation();
    if (here.state().trial() instanceof Trial.Active
        || !here.booted().equals(Examples.good(here.state()))
        || here.of(here.state().lastKnownGoodGeneration()) != null) {
      return;
    }
    for (int i = 0; i < Slot.values().length; i++) {
      WayOff next = WaysOff.of(here).stream().filter(WayOff::leads).findFirst().orElse(null);
      if (next != null) {
        here = in(here, gone(here, next));
      }
    }
    assertThat(WaysOff.of(here)).noneMatch(WayOff::leads);
    if (WaysOff.of(here).isEmpty()) {
      for (Slot slot : Slot.values()) {
        if (here.state().content(slot) instanceof SlotContent.Holds(ReleaseRef release)) {
          assertThat(here.seen().of(release.manifest())).as("slot %s", slot).isNull();
        }
      }
    }
  }

  private static Situation in(Situation here, NodeState state) {
    return new Situation(
        state,
        here.booted(),
        here.seen(),
        here.vouched(),
        here.configurations(),
        here.leftOut(),
        here.containment());
  }

  @Property(tries = 3000)
  void a_trial_is_ended_only_if_it_is_withdrawn_and_starts_nothing_that_is(@ForAll long seed)
      throws RefusedException {
    Situation here = new Life(new Random(seed)).situation();
    if (!(here.state().trial() instanceof Trial.Active active)) {
      return;
    }
    for (WayOff way : WaysOff.of(here)) {
      assertThat(way)
          .isInstanceOfAny(WayOff.Wait.class, WayOff.EndTrial.class, WayOff.Restart.class);
      if (way instanceof WayOff.EndTrial) {
        Generation good = here.state().lastKnownGoodGeneration();
        assertThat(news(active.generation(), good))
            .anyMatch(thing -> here.seen().of(thing.manifest()) != null);
        assertThat(active instanceof Trial.Trying && here.of(good) != null).isFalse();
      }
    }
  }

  /** The order of docs/advisories.md, said again without its words. */
  @Property(tries = 3000)
  void newer_comes_before_older_and_both_before_containment(@ForAll long seed)
      throws RefusedException {
    Situation here = new Life(new Random(seed)).situation();
    Generation good = here.state().lastKnownGoodGeneration();
    Withdrawn what = here.seen().of(good.release().manifest());
    if (what == null
        || here.state().trial() instanceof Trial.Active
        || !here.booted().equals(Examples.good(here.state()))) {
      return;
    }
    Version from = good.release().version();
    List<Version> newer = new ArrayList<>();
    for (Vouched each : here.vouched()) {
      if (each.kind() == Kind.RELEASE
          && each.version().compareTo(from) > 0
          && here.mayBring(each)) {
        newer.add(each.version());
      }
    }
    List<Version> held = new ArrayList<>();
    for (Generation each : here.state().held()) {
      if (!each.isBesides(good) && here.mayReturnTo(each)) {
        held.add(each.release().version());
      }
    }
    WayOff way = Objects.requireNonNull(WaysOff.of(here).getFirst());
    if (held.stream().anyMatch(version -> version.compareTo(from) > 0)) {
      assertThat(way).isInstanceOf(WayOff.Back.class);
    } else if (!newer.isEmpty()) {
      assertThat(way)
          .isInstanceOfSatisfying(
              WayOff.Bring.class,
              bring ->
                  assertThat(bring.to().version())
                      .isEqualTo(newer.stream().min(Version::compareTo).orElseThrow()));
    } else if (!held.isEmpty()) {
      assertThat(way).isInstanceOf(WayOff.Back.class);
    } else {
      assertThat(way.isStuck()).isTrue();
    }
  }

  private record Thing(Kind kind, String name, Version version, Digest manifest) {}

  private static List<Thing> news(Generation tried, Generation good) {
    List<Thing> news = new ArrayList<>();
    if (!tried.isBesides(good)) {
      ReleaseRef release = tried.release();
      news.add(new Thing(Kind.RELEASE, release.name(), release.version(), release.manifest()));
    }
    for (ContentRef content : tried.contentsNotIn(good)) {
      news.add(
          new Thing(Kind.CONTENT, content.channel().text(), content.version(), content.manifest()));
    }
    return news;
  }

  /** What the state is once it is gone; a machine of trials that refused it would throw. */
  private static NodeState gone(Situation here, WayOff way) throws RefusedException {
    NodeState state = here.state();
    Booted booted = here.booted();
    return switch (way) {
      case WayOff.Wait _, WayOff.Contain _, WayOff.Person _ -> state;
      case WayOff.EndTrial(Withdrawn _, Generation trial) -> {
        NodeState ended =
            Withdrawing.ended(state, trial, "withdrawn", booted, Examples.NOW).state();
        assertThat(ended.trial()).isInstanceOfAny(Trial.Idle.class, Trial.Reverting.class);
        assertThat(ended.isBarred(trial.release())).isFalse();
        yield ended.trial() instanceof Trial.Idle ? ended : Examples.fresh();
      }
      case WayOff.Restart(Withdrawn _, Generation into) -> {
        assertThat(here.of(into)).isNull();
        yield state;
      }
      case WayOff.Bring(Withdrawn _, Vouched to) -> {
        if (to.kind() == Kind.CONTENT) {
          ContentRef ref = new ContentRef(new ChannelName(to.name()), to.version(), to.manifest());
          yield TrialMachine.contentStaged(state, ref, booted, Examples.NOW).state();
        }
        ReleaseRef release = Examples.release(to.version().text());
        assertThat(release.version())
            .isGreaterThan(state.lastKnownGoodGeneration().release().version());
        NodeState writing = TrialMachine.beginWriting(state, release, booted).state();
        yield TrialMachine.slotWritten(writing, release, Examples.NOW).state();
      }
      case WayOff.Back(Withdrawn _, Generation to) ->
          TrialMachine.revertRequestedTo(state, to.number(), booted, Examples.NOW).state();
      case WayOff.BackToContent(Withdrawn _, ContentRef to) ->
          TrialMachine.contentStaged(state, to, booted, Examples.NOW).state();
      case WayOff.Renew(Withdrawn _, ReleaseRef with) -> {
        NodeState writing = KeptReleases.renewalBegun(state, booted).state();
        assertThat(here.seen().of(with.manifest())).isNull();
        yield KeptReleases.recoveryWritten(writing, with).state();
      }
      case WayOff.GiveUp(Withdrawn _, ReleaseRef held) -> {
        NodeState without = KeptReleases.otherGivenUp(state, held, booted).state();
        assertThat(without.held()).contains(state.lastKnownGoodGeneration());
        yield without;
      }
    };
  }

  /** A made-up life of a node, and what is said of it. */
  private static final class Life {
    private final Random random;
    private NodeState state = Examples.fresh();

    Life(Random random) {
      this.random = random;
    }

    Situation situation() throws RefusedException {
      int events = random.nextInt(6);
      for (int i = 0; i < events; i++) {
        event();
      }
      Booted booted = Examples.good(state);
      Generation older = state.older();
      if (older != null && random.nextInt(5) == 0) {
        booted = new Booted.ByEntry(older.entry());
      } else if (random.nextInt(3) == 0) {
        booted = begun();
      }
      return new Situation(
          state,
          booted,
          said(),
          vouched(),
          Map.of(),
          random.nextInt(4) == 0 ? Set.of(release().manifest()) : Set.of(),
          List.of(Containment.values()).get(random.nextInt(3)));
    }

    private void event() throws RefusedException {
      switch (random.nextInt(3)) {
        case 0 -> end(true, trying(release()));
        case 1 -> end(false, trying(release()));
        default -> content();
      }
    }

    private NodeState trying(ReleaseRef release) throws RefusedException {
      Generation good = state.lastKnownGoodGeneration();
      if (release.equals(good.release()) || state.isBarred(release)) {
        return state;
      }
      return Examples.trying(Examples.armed(Examples.staged(state, release), 3));
    }

    private void end(boolean well, NodeState trying) throws RefusedException {
      if (trying.trial() instanceof Trial.Trying) {
        state =
            well
                ? Examples.committed(trying)
                : TrialMachine.revertFinished(
                        Examples.reverting(trying), Examples.good(state), Examples.NOW)
                    .state();
      }
    }

    private void content() throws RefusedException {
      NodeState staged = contentStaged();
      if (staged.onTrial() != null) {
        NodeState trying = Examples.contentTrying(Examples.armed(staged, 1));
        state = TrialMachine.bakeTimeHeld(trying, Examples.good(trying), Examples.NOW).state();
      }
    }

    private NodeState contentStaged() throws RefusedException {
      ContentRef content = content(random.nextInt(3), random.nextInt(4));
      return state.lastKnownGoodGeneration().contents().contains(content)
          ? state
          : Examples.contentStaged(state, content);
    }

    /** Begins a trial and goes some way with it; what runs then. */
    private Booted begun() throws RefusedException {
      if (random.nextBoolean()) {
        state = contentStaged();
        if (state.onTrial() != null && random.nextBoolean()) {
          state = Examples.armed(state, 1);
        }
        return Examples.good(state);
      }
      ReleaseRef release = release();
      NodeState trying = trying(release);
      if (!(trying.trial() instanceof Trial.Trying)) {
        return Examples.good(state);
      }
      NodeState staged = Examples.staged(state, release);
      state =
          switch (random.nextInt(3)) {
            case 0 -> staged;
            case 1 -> Examples.armed(staged, 3);
            default -> trying;
          };
      return state.trial() instanceof Trial.Trying ? Examples.trial(state) : Examples.good(state);
    }

    private Statements said() {
      List<Withdrawn> withdrawn = new ArrayList<>();
      Map<String, Version> floors = new LinkedHashMap<>();
      for (Thing each : all()) {
        if (random.nextInt(4) == 0) {
          withdrawn.add(
              new Withdrawn(
                  each.kind(),
                  each.name(),
                  each.version(),
                  each.manifest(),
                  "It is wrong.",
                  "HF-1",
                  Examples.NOW));
        }
        if (random.nextInt(12) == 0) {
          floors.put(each.kind() + " " + each.name(), each.version());
        }
      }
      return new Statements(withdrawn, floors);
    }

    private List<Vouched> vouched() {
      List<Vouched> vouched = new ArrayList<>();
      for (Thing each : all()) {
        if (random.nextInt(3) == 0) {
          vouched.add(new Vouched(each.kind(), each.name(), each.version(), each.manifest()));
        }
      }
      return vouched;
    }

    private static List<Thing> all() {
      List<Thing> all = new ArrayList<>();
      for (int i = 0; i < RELEASES; i++) {
        ReleaseRef release = Examples.release("1." + i);
        all.add(new Thing(Kind.RELEASE, release.name(), release.version(), release.manifest()));
      }
      for (int channel = 0; channel < 3; channel++) {
        for (int version = 0; version < 4; version++) {
          ContentRef ref = content(channel, version);
          all.add(new Thing(Kind.CONTENT, ref.channel().text(), ref.version(), ref.manifest()));
        }
      }
      return all;
    }

    private ReleaseRef release() {
      return Examples.release("1." + random.nextInt(RELEASES));
    }

    private static ContentRef content(int channel, int version) {
      return Examples.content(
          List.of("tides", "winds", "sysext.driver").get(channel), "" + version);
    }
  }
}
