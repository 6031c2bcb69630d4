package io.holdfast.node.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.state.Power.Cut;
import io.holdfast.node.state.Power.Moment;
import io.holdfast.node.trial.Barred;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.TrialMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

/**
 * Machines that all sorts of things happen to, in random order. What must hold after every write is
 * checked by {@link Promises} as they live.
 */
class RandomLifeTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  /**
   * Enough for any end: three restarts to finish a switch, three tries with two boots each, ten to
   * leave what reverts, and some that are cut short; and three for each generation that is held and
   * turns bad.
   */
  private static final int MOST_BOOTS = 48;

  /** Something that happens to a machine. */
  sealed interface Event {
    record Upgrade(Kind kind) implements Event {}

    record Content(SimulatedContents.Kind kind) implements Event {}

    record Extension(SimulatedContents.Kind kind) implements Event {}

    record WithoutExtension() implements Event {}

    record Configure(SimulatedContents.Kind kind) implements Event {}

    record Cut(int writesFromNow, Moment moment) implements Event {}

    record Restart() implements Event {}

    record Watched() implements Event {}

    record ChooseInMenu(int index) implements Event {}

    record RevertWish() implements Event {}

    record RevertWishTo(int number) implements Event {}

    record ArmWish() implements Event {}

    record Allow(int index) implements Event {}

    record Damaged(Slot slot) implements Event {}

    record Rot(Slot slot) implements Event {}

    record NewestTurns() implements Event {}

    record ReleaseArrives(Kind kind) implements Event {}

    record ContentArrives(SimulatedContents.Kind kind) implements Event {}

    record ExtensionArrives(SimulatedContents.Kind kind) implements Event {}

    record ConfigurationArrives(SimulatedContents.Kind kind) implements Event {}
  }

  @Property(tries = 20_000, seed = "20240719", edgeCases = EdgeCasesMode.NONE)
  void whatever_happens_every_promise_holds_and_the_machine_settles(
      @ForAll("lives") List<Event> life,
      @ForAll boolean evidenceNamesGeneration,
      @ForAll boolean lingers) {
    live(life, evidenceNamesGeneration, lingers);
  }

  /** Other lives each night; see bench/run. */
  @Tag("nightly")
  @Property(tries = 1_000_000, edgeCases = EdgeCasesMode.NONE)
  void whatever_happens_in_a_million_lives_every_promise_holds(
      @ForAll("lives") List<Event> life,
      @ForAll boolean evidenceNamesGeneration,
      @ForAll boolean lingers) {
    live(life, evidenceNamesGeneration, lingers);
  }

  private static void live(List<Event> life, boolean evidenceNamesGeneration, boolean lingers) {
    SimulatedNode node = new SimulatedNode();
    node.evidenceNamesGeneration = evidenceNamesGeneration;
    node.lingers = lingers;
    for (Event event : life) {
      happen(node, event);
    }
    // What a person chose in the menu may run for ever; left alone means from the next start on.
    node.restart(null);
    node.leaveAlone(MOST_BOOTS);
  }

  /**
   * Found in half a million lives: the revert was begun for evidence that another boot replaced.
   */
  @Example
  void a_revert_that_outlives_a_loss_of_power_is_not_judged_by_what_that_left() {
    live(
        List.of(
            new Event.Content(SimulatedContents.Kind.DIES),
            new Event.Upgrade(Kind.GOOD),
            new Event.Upgrade(Kind.GOOD),
            new Event.Cut(12, Moment.PANIC),
            new Event.Upgrade(Kind.GOOD),
            new Event.Cut(3, Moment.AFTER),
            new Event.Upgrade(Kind.GOOD),
            new Event.Upgrade(Kind.GOOD),
            new Event.Configure(SimulatedContents.Kind.GOOD),
            new Event.ChooseInMenu(1)),
        true,
        false);
  }

  @Property(tries = 2000, seed = "20240329", edgeCases = EdgeCasesMode.NONE)
  void a_good_release_commits_with_fewer_power_cuts_than_tries(@ForAll("fewCuts") List<Cut> cuts) {
    SimulatedNode node = new SimulatedNode();
    cuts.forEach(node.power::cutAt);
    node.want(node.releases.make(Kind.GOOD));
    node.leaveAlone(MOST_BOOTS);
    assertThat(node.state().lastKnownGoodGeneration().slot()).isEqualTo(Slot.B);
    assertThat(node.state().barred()).isEmpty();
  }

  @Provide
  Arbitrary<List<Cut>> fewCuts() {
    return Combinators.combine(Arbitraries.integers().between(0, 60), Arbitraries.of(Power.LOSSES))
        .as(Cut::new)
        .list()
        .ofMaxSize(SimulatedNode.TRIES - 1);
  }

  @Provide
  Arbitrary<List<Event>> lives() {
    Arbitrary<Event> upgrade = Arbitraries.of(Kind.class).map(Event.Upgrade::new);
    Arbitrary<Event> good = Arbitraries.just(new Event.Upgrade(Kind.GOOD));
    Arbitrary<SimulatedContents.Kind> kinds =
        Arbitraries.of(SimulatedContents.Kind.class)
            .filter(kind -> kind != SimulatedContents.Kind.TURNED);
    Arbitrary<Event> content = kinds.map(Event.Content::new);
    Arbitrary<Event> extension = kinds.map(Event.Extension::new);
    Arbitrary<Event> configure = kinds.map(Event.Configure::new);
    Arbitrary<Event> extensionArrives =
        Arbitraries.of(SimulatedContents.Kind.GOOD, SimulatedContents.Kind.SICK)
            .map(Event.ExtensionArrives::new);
    Arbitrary<Event> configurationArrives =
        Arbitraries.of(SimulatedContents.Kind.GOOD, SimulatedContents.Kind.SICK)
            .map(Event.ConfigurationArrives::new);
    Arbitrary<Event> releaseArrives =
        Arbitraries.of(Kind.GOOD, Kind.SICK, Kind.PANICS_LATE).map(Event.ReleaseArrives::new);
    Arbitrary<Event> contentArrives =
        Arbitraries.of(SimulatedContents.Kind.GOOD, SimulatedContents.Kind.SICK)
            .map(Event.ContentArrives::new);
    Arbitrary<Event> cut =
        Combinators.combine(Arbitraries.integers().between(0, 14), Arbitraries.of(Moment.class))
            .as(Event.Cut::new);
    Arbitrary<Event> number = Arbitraries.integers().between(1, 6).map(Event.RevertWishTo::new);
    Arbitrary<Event> menu = Arbitraries.integers().between(0, 2).map(Event.ChooseInMenu::new);
    Arbitrary<Event> allow = Arbitraries.integers().between(0, 2).map(Event.Allow::new);
    Arbitrary<Event> damaged = Arbitraries.of(Slot.A, Slot.B).map(Event.Damaged::new);
    Arbitrary<Event> rot = Arbitraries.of(Slot.A, Slot.B).map(Event.Rot::new);
    return Arbitraries.frequencyOf(
            Tuple.of(5, upgrade),
            Tuple.of(3, good),
            Tuple.of(6, content),
            Tuple.of(4, extension),
            Tuple.of(1, Arbitraries.just(new Event.WithoutExtension())),
            Tuple.of(3, configure),
            Tuple.of(2, extensionArrives),
            Tuple.of(2, configurationArrives),
            Tuple.of(6, cut),
            Tuple.of(4, Arbitraries.just(new Event.Restart())),
            Tuple.of(4, Arbitraries.just(new Event.Watched())),
            Tuple.of(2, menu),
            Tuple.of(2, Arbitraries.just(new Event.RevertWish())),
            Tuple.of(1, number),
            Tuple.of(2, Arbitraries.just(new Event.ArmWish())),
            Tuple.of(1, allow),
            Tuple.of(1, damaged),
            Tuple.of(1, Arbitraries.just(new Event.NewestTurns())),
            Tuple.of(3, releaseArrives),
            Tuple.of(3, contentArrives),
            Tuple.of(1, rot))
        .list()
        .ofMaxSize(14);
  }

  private static void happen(SimulatedNode node, Event event) {
    switch (event) {
      case Event.Upgrade(Kind kind) -> {
        node.want(node.releases.make(kind));
        node.act(node::pursueWish);
      }
      case Event.Content(SimulatedContents.Kind kind) -> {
        node.wantContent(node.contents.make(kind));
        node.act(node::pursueWish);
      }
      case Event.Extension(SimulatedContents.Kind kind) -> {
        node.wantContent(node.contents.makeExtension(kind));
        node.act(node::pursueWish);
      }
      case Event.WithoutExtension _ ->
          wish(
              node,
              s ->
                  TrialMachine.extensionRemoved(
                      s, SimulatedContents.EXTENSION, node.booted(), NOW));
      case Event.Configure(SimulatedContents.Kind kind) ->
          node.disk.found = node.contents.makeConfiguration(kind);
      case Event.Cut(int fromNow, Moment moment) ->
          node.power.cutAt(new Cut(node.power.writes() + fromNow, moment));
      case Event.Restart _ -> node.restart(null);
      case Event.Watched _ -> node.act(node::watch);
      case Event.ChooseInMenu(int index) -> {
        List<Integer> menu = node.disk.preference();
        node.restart(menu.get(index % menu.size()));
      }
      case Event.RevertWish _ ->
          wish(node, s -> TrialMachine.revertRequested(s, node.booted(), NOW));
      case Event.RevertWishTo(int number) ->
          wish(node, s -> TrialMachine.revertRequestedTo(s, number, node.booted(), NOW));
      case Event.ArmWish _ -> wish(node, s -> TrialMachine.arm(s, SimulatedNode.TRIES, DEADLINE));
      case Event.Allow(int index) -> {
        List<Barred> barred = node.state().barred();
        if (!barred.isEmpty()) {
          node.act(() -> node.allow(barred.get(index % barred.size()).manifest()));
        }
      }
      case Event.Damaged(Slot slot) -> {
        // Of two slots only one may go bad: nothing survives the loss of both.
        if (mayLose(node, slot)) {
          node.disk.rot(slot);
          wish(node, s -> TrialMachine.slotDamaged(s, slot, "blocks differ", node.booted(), NOW));
        }
      }
      case Event.ReleaseArrives(Kind kind) ->
          node.act(() -> node.queue.arrives(node, node.releases.make(kind)));
      case Event.ContentArrives(SimulatedContents.Kind kind) ->
          node.act(() -> node.queue.arrives(node, node.contents.make(kind)));
      case Event.ExtensionArrives(SimulatedContents.Kind kind) ->
          node.act(() -> node.queue.arrives(node, node.contents.makeExtension(kind)));
      case Event.ConfigurationArrives(SimulatedContents.Kind kind) ->
          node.act(
              () -> node.queue.configurationArrives(node, node.contents.makeConfiguration(kind)));
      case Event.NewestTurns _ ->
          node.contents.newestTurns(node.state().lastKnownGoodGeneration(), node.releases);
      case Event.Rot(Slot slot) -> {
        if (mayLose(node, slot)) {
          node.disk.rot(slot);
        }
      }
    }
  }

  private static void wish(SimulatedNode node, StateStore.Decision decision) {
    // A person who takes a change back does not at once want it again.
    node.want(null);
    node.wantContent(null);
    node.act(() -> node.attempt(decision));
  }

  private static boolean mayLose(SimulatedNode node, Slot slot) {
    Generation older = node.state().older();
    boolean refuge = older != null && !node.state().isBarred(older.release());
    boolean isGood = node.state().lastKnownGoodGeneration().slot() == slot;
    return node.disk.rotten.isEmpty()
        && (!isGood || (refuge && node.state().trial() instanceof Trial.Idle));
  }
}
