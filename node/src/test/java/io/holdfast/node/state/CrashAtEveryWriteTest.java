package io.holdfast.node.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.state.Power.Cut;
import io.holdfast.node.state.Power.Moment;
import io.holdfast.node.trial.Outcome;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.release.content.ContentRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every scenario with the power going at every one of its writes, in each of three ways. */
class CrashAtEveryWriteTest {
  /** Tries, restarts to finish and to return, and one for the cut; see also RandomLifeTest. */
  private static final int MOST_BOOTS = 12;

  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  /** A story told to a fresh machine, and what must be true once it was left alone. */
  private record Scenario(Consumer<SimulatedNode> story, Consumer<SimulatedNode> ending) {}

  @Test
  void a_good_release_commits_wherever_the_power_goes_and_only_its_own_deaths_count() {
    Scenario good = goodRelease();
    everyCut(
        new Scenario(
            good.story(),
            node -> {
              good.ending().accept(node);
              long deaths =
                  node.state().history().stream().filter(Outcome.Died.class::isInstance).count();
              assertThat(deaths).isEqualTo(node.startsOf(node.state().lastKnownGood()) - 1);
            }));
  }

  @ParameterizedTest
  @EnumSource(names = {"SICK", "PANICS_LATE", "FREEZES", "DIES_LATE"})
  void a_bad_release_reverts_even_if_the_loader_does_not_count(Kind kind) {
    Scenario bad = badRelease(kind);
    everyCut(
        new Scenario(
            node -> {
              node.loaderForgetsToCount = true;
              bad.story().accept(node);
            },
            bad.ending()));
  }

  @Test
  void a_good_release_commits_wherever_the_power_goes_twice() {
    Scenario scenario = goodRelease();
    int writes = writesOf(scenario, List.of());
    for (int first = 0; first < writes; first++) {
      for (Moment how : Power.LOSSES) {
        int longer = writesOf(scenario, List.of(new Cut(first, how)));
        for (int second = first + 1; second < longer; second++) {
          for (Moment again : Power.LOSSES) {
            play(scenario, List.of(new Cut(first, how), new Cut(second, again)));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GOOD")
  void a_bad_release_reverts_and_is_barred_wherever_the_power_goes(Kind kind) {
    everyCut(badRelease(kind));
  }

  @ParameterizedTest
  @EnumSource(names = {"PANICS_EARLY", "PANICS_LATE", "HANGS", "FREEZES", "SICK", "MUTE"})
  void a_bad_release_that_leaves_a_sign_is_started_once(Kind kind) {
    assertThat(play(badRelease(kind), List.of()).startsOf(2)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"DIES_EARLY", "DIES_LATE"})
  void a_bad_release_that_leaves_no_sign_is_given_all_its_tries(Kind kind) {
    assertThat(play(badRelease(kind), List.of()).startsOf(2)).isEqualTo(SimulatedNode.TRIES);
  }

  @Test
  void a_return_to_the_older_generation_commits_wherever_the_power_goes() {
    everyCut(
        new Scenario(
            node -> {
              upgrade(node, Kind.GOOD);
              goBack(node);
            },
            node -> {
              assertThat(node.state().lastKnownGood()).isEqualTo(3);
              assertThat(node.state().lastKnownGoodGeneration().slot()).isEqualTo(Slot.A);
            }));
  }

  @Test
  void a_failed_return_to_the_older_generation_keeps_the_newer_wherever_the_power_goes() {
    everyCut(
        new Scenario(
            node -> {
              ReleaseRef older = node.state().lastKnownGoodGeneration().release();
              upgrade(node, Kind.GOOD);
              node.releases.turns(older, Kind.SICK);
              goBack(node);
              assertThat(node.state().isBarred(older)).isTrue();
            },
            node -> assertThat(node.state().lastKnownGood()).isEqualTo(2)));
  }

  @Test
  void a_bad_release_after_a_good_one_reverts_to_the_good_one_wherever_the_power_goes() {
    everyCut(
        new Scenario(
            node -> {
              upgrade(node, Kind.GOOD);
              upgrade(node, Kind.PANICS_EARLY);
            },
            node -> assertThat(node.state().lastKnownGoodGeneration().slot()).isEqualTo(Slot.B)));
  }

  @Test
  void an_allowed_release_that_was_mended_commits_wherever_the_power_goes() {
    everyCut(
        new Scenario(
            node -> {
              ReleaseRef release = upgrade(node, Kind.SICK);
              node.releases.turns(release, Kind.GOOD);
              if (node.state().isBarred(release)) {
                node.act(() -> node.allow(release.manifest()));
                if (node.state().isBarred(release)) {
                  node.act(() -> node.allow(release.manifest()));
                }
              }
              node.act(node::pursueWish);
            },
            node -> assertThat(node.state().lastKnownGoodGeneration().slot()).isEqualTo(Slot.B)));
  }

  @Test
  void a_rotten_last_known_good_gives_way_to_the_older_wherever_the_power_goes() {
    everyCut(
        new Scenario(
            node -> {
              upgrade(node, Kind.GOOD);
              node.want(null);
              node.leaveAlone(MOST_BOOTS);
              node.disk.rot(node.state().lastKnownGoodGeneration().slot());
              node.restart(null);
            },
            node -> {
              assertThat(node.isDead()).isFalse();
              assertThat(node.state().lastKnownGood()).isEqualTo(1);
            }));
  }

  @Test
  void content_that_turns_bad_after_its_commit_is_taken_back_wherever_the_power_goes() {
    everyCut(
        new Scenario(
            node -> {
              feed(node);
              List<ContentRef> proven = node.state().lastKnownGoodGeneration().contents();
              feed(node);
              node.contents.newestTurns(node.state().lastKnownGoodGeneration(), node.releases);
              node.restart(null);
              node.leaveAlone(2 * MOST_BOOTS);
              assertThat(node.state().lastKnownGoodGeneration().contents()).isEqualTo(proven);
            },
            node -> assertThat(node.state().barred()).hasSize(1)));
  }

  @Test
  void a_release_that_turns_bad_after_its_commit_gives_way_wherever_the_power_goes() {
    everyCut(
        new Scenario(
            node -> {
              upgrade(node, Kind.GOOD);
              node.contents.newestTurns(node.state().lastKnownGoodGeneration(), node.releases);
              node.restart(null);
              node.leaveAlone(2 * MOST_BOOTS);
            },
            node -> {
              assertThat(node.state().lastKnownGood()).isEqualTo(1);
              assertThat(node.state().barred()).hasSize(1);
            }));
  }

  @ParameterizedTest
  @EnumSource
  void losing_the_newest_copy_of_the_state_never_leaves_nothing_to_boot(Kind kind) {
    Scenario scenario =
        new Scenario(
            node -> upgrade(node, kind),
            node -> assertThat(node.state().lastKnownGood()).isPositive());
    int writes = writesOf(scenario, List.of());
    for (int write = 0; write < writes; write++) {
      SimulatedNode node = new SimulatedNode();
      node.power.cutAt(new Cut(write, Moment.AFTER));
      ReleaseRef release = node.releases.make(kind);
      node.want(release);
      node.act(node::pursueWish);
      for (int boot = 0; boot < 2 * MOST_BOOTS && node.power.writes() <= write; boot++) {
        node.boot(null);
      }
      node.loseNewestCopy();
      node.leaveAlone(2 * MOST_BOOTS);
      assertThat(node.isDead()).isFalse();
      assertThat(node.state().lastKnownGoodGeneration().release().equals(release))
          .isEqualTo(kind == Kind.GOOD);
    }
  }

  private static Scenario goodRelease() {
    return new Scenario(
        node -> upgrade(node, Kind.GOOD),
        node -> {
          assertThat(node.state().lastKnownGoodGeneration().slot()).isEqualTo(Slot.B);
          assertThat(node.state().barred()).isEmpty();
        });
  }

  private static Scenario badRelease(Kind kind) {
    return new Scenario(
        node -> upgrade(node, kind),
        node -> {
          assertThat(node.state().lastKnownGood()).isEqualTo(1);
          assertThat(node.state().barred()).hasSize(1);
        });
  }

  /** Offers good content and gives the machine time. */
  private static void feed(SimulatedNode node) {
    node.wantContent(node.contents.make(SimulatedContents.Kind.GOOD));
    node.act(node::pursueWish);
    node.leaveAlone(MOST_BOOTS);
    node.wantContent(null);
  }

  /** Offers a release and gives the machine time; a cut on the way is for the ending to mend. */
  private static ReleaseRef upgrade(SimulatedNode node, Kind kind) {
    ReleaseRef release = node.releases.make(kind);
    node.want(release);
    node.act(node::pursueWish);
    node.leaveAlone(MOST_BOOTS);
    return release;
  }

  /** A person goes back, and again if the first wish was lost with the power. */
  private static void goBack(SimulatedNode node) {
    node.want(null);
    for (int wish = 0; wish < 2 && node.state().counters().newestGeneration() == 2; wish++) {
      node.act(() -> node.attempt(s -> TrialMachine.revertRequested(s, node.booted(), NOW)));
      node.act(() -> node.attempt(s -> TrialMachine.arm(s, SimulatedNode.TRIES, DEADLINE)));
      node.leaveAlone(MOST_BOOTS);
    }
  }

  private static void everyCut(Scenario scenario) {
    for (boolean named : new boolean[] {true, false}) {
      int writes = writesOf(scenario, List.of());
      assertThat(writes).isGreaterThan(5);
      for (int write = 0; write < writes; write++) {
        for (Moment moment : Power.LOSSES) {
          play(scenario, List.of(new Cut(write, moment)), named);
        }
      }
    }
  }

  private static int writesOf(Scenario scenario, List<Cut> cuts) {
    return play(scenario, cuts).power.writes();
  }

  private static SimulatedNode play(Scenario scenario, List<Cut> cuts) {
    return play(scenario, cuts, true);
  }

  private static SimulatedNode play(Scenario scenario, List<Cut> cuts, boolean named) {
    SimulatedNode node = new SimulatedNode();
    node.evidenceNamesGeneration = named;
    new ArrayList<>(cuts).forEach(node.power::cutAt);
    try {
      scenario.story().accept(node);
      node.leaveAlone(MOST_BOOTS);
      scenario.ending().accept(node);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("with the power going at " + cuts + ": " + e.getMessage(), e);
    }
    return node;
  }
}
