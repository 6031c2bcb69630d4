package io.holdfast.node.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.release.Digest;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tables in the package's description say what the code does, cell by cell. */
class TransitionTableTest {
  private static final PreviousEnd SIGN = new PreviousEnd.Panic("Attempted to kill init!");

  /** An event, applied to whatever runs in a state. */
  private interface Event {
    Change on(NodeState state, Booted running) throws RefusedException;
  }

  @Test
  void the_described_tables_are_what_the_code_does() throws Exception {
    assertThat(described()).isEqualTo(table());
  }

  @Test
  void a_configuration_is_tried_and_left_as_an_extension_is() throws Exception {
    assertThat(rows(startEvents(), TransitionTableTest::configurationStates))
        .isEqualTo(rows(startEvents(), TransitionTableTest::extensionStates));
  }

  /** What the code does: of releases, of content, then of what takes effect at a start alone. */
  static List<String> table() throws RefusedException {
    List<String> done = new ArrayList<>(rows(events(), TransitionTableTest::states));
    done.addAll(rows(contentEvents(), TransitionTableTest::contentStates));
    done.addAll(rows(startEvents(), TransitionTableTest::extensionStates));
    return done;
  }

  private static List<String> described() throws IOException {
    List<String> rows = new ArrayList<>();
    Path source = Path.of("src/main/java/io/holdfast/node/trial/package-info.java");
    for (String line : Files.readAllLines(source)) {
      boolean row = line.startsWith("/// |") && line.chars().filter(c -> c == '|').count() == 7;
      if (row && !line.startsWith("/// | event") && !line.startsWith("/// |---")) {
        rows.add(line.substring(4));
      }
    }
    return rows;
  }

  /** One of each state, with one try left or more. */
  private interface States {
    List<NodeState> of(boolean lastTry) throws RefusedException;
  }

  private static List<String> rows(Map<String, Event> events, States states)
      throws RefusedException {
    List<String> rows = new ArrayList<>();
    for (Map.Entry<String, Event> event : events.entrySet()) {
      StringBuilder row = new StringBuilder("| " + event.getKey().strip() + " |");
      for (NodeState state : states.of(event.getKey().contains("last try"))) {
        row.append(' ').append(cell(state, event.getValue())).append(" |");
      }
      rows.add(row.toString());
    }
    return rows;
  }

  private static String cell(NodeState state, Event event) {
    Booted running =
        state.trial() instanceof Trial.Trying ? Examples.trial(state) : Examples.good(state);
    try {
      Change change = event.on(state, running);
      boolean restarts = change.steps().stream().anyMatch(step -> step instanceof Step.Reboot);
      return name(change.state().trial()) + (restarts ? "*" : "");
    } catch (RefusedException _) {
      return "refused";
    } catch (IllegalArgumentException impossible) {
      return "-";
    }
  }

  /**
   * One of each, over a last known good in slot B and, where it is not overwritten, an older one.
   */
  private static List<NodeState> states(boolean lastTry) throws RefusedException {
    int tries = lastTry ? 1 : Examples.TRIES;
    NodeState idle = Examples.upgraded();
    NodeState staged = Examples.staged(idle, Examples.THIRD);
    NodeState armed = Examples.armed(staged, tries);
    NodeState trying = Examples.trying(armed);
    return List.of(idle, staged, armed, trying, Examples.reverting(trying));
  }

  /** The same where what is on trial differs from the last known good in its content alone. */
  private static List<NodeState> contentStates(boolean lastTry) throws RefusedException {
    int tries = lastTry ? 1 : Examples.TRIES;
    NodeState bare = Examples.upgraded();
    NodeState first = Examples.armed(Examples.contentStaged(bare, Examples.TIDES), tries);
    NodeState idle = Examples.committed(Examples.contentTrying(first));
    NodeState staged = Examples.contentStaged(idle, Examples.NEW_TIDES);
    NodeState armed = Examples.armed(staged, tries);
    NodeState trying = Examples.contentTrying(armed);
    return List.of(idle, staged, armed, trying, Examples.reverting(trying));
  }

  /** The same where it differs in an extension. */
  private static List<NodeState> extensionStates(boolean lastTry) throws RefusedException {
    int tries = lastTry ? 1 : Examples.TRIES;
    NodeState bare = Examples.upgraded();
    NodeState first = Examples.armed(Examples.contentStaged(bare, driver("1")), tries);
    NodeState idle = Examples.committed(Examples.contentTrying(first));
    NodeState staged = Examples.contentStaged(idle, driver("2"));
    NodeState armed = Examples.armed(staged, tries);
    NodeState trying = Examples.contentTrying(armed);
    return List.of(idle, staged, armed, trying, Examples.reverting(trying));
  }

  /** The same where it differs in its configuration: only a way back to one is ever staged. */
  private static List<NodeState> configurationStates(boolean lastTry) throws RefusedException {
    int tries = lastTry ? 1 : Examples.TRIES;
    NodeState idle = Examples.committed(found(Examples.upgraded(), "1").state());
    NodeState staged =
        TrialMachine.revertRequested(idle, Examples.good(idle), Examples.NOW).state();
    NodeState armed = Examples.armed(staged, tries);
    NodeState trying = Examples.contentTrying(armed);
    return List.of(idle, staged, armed, trying, Examples.reverting(trying));
  }

  private static ContentRef driver(String version) {
    return Examples.content(ChannelName.ofExtension("driver").text(), version);
  }

  private static Change found(NodeState state, String configuration) {
    return Configurations.found(
        state,
        Digest.of(configuration.getBytes(StandardCharsets.UTF_8)),
        Examples.good(state),
        "first",
        Examples.TRIES,
        Examples.DEADLINE,
        Examples.NOW);
  }

  private static Map<String, Event> startEvents() {
    Map<String, Event> events = new LinkedHashMap<>();
    events.put(
        "extension staged",
        (s, runs) -> TrialMachine.contentStaged(s, driver("9"), runs, Examples.NOW));
    events.put("start finds a configuration", (s, runs) -> found(s, "9"));
    addEventsInPlace(events);
    return events;
  }

  private static Map<String, Event> contentEvents() {
    Map<String, Event> events = new LinkedHashMap<>();
    events.put(
        "content staged",
        (s, runs) ->
            TrialMachine.contentStaged(s, Examples.content("tides", "9"), runs, Examples.NOW));
    addEventsInPlace(events);
    return events;
  }

  private static void addEventsInPlace(Map<String, Event> events) {
    events.put("arm", (s, runs) -> TrialMachine.arm(s, Examples.TRIES, Examples.DEADLINE));
    events.put("switch begun", (s, runs) -> TrialMachine.switchBegun(s, runs, "first"));
    events.put("begin writing", (s, runs) -> TrialMachine.beginWriting(s, Examples.THIRD, runs));
    events.put("the machine starts", (s, runs) -> goodBoots(s, EntryState.ABSENT));
    events.put("... it was the last try", (s, runs) -> goodBoots(s, EntryState.ABSENT));
    events.put("... a sign of how it ended", (s, runs) -> boots(s, Examples.good(s), SIGN));
    events.put("... after two crashes before", TransitionTableTest::thirdCrash);
    events.put(
        "required check failed",
        (s, runs) -> TrialMachine.requiredCheckFailed(s, runs, "tides", "odd"));
    events.put("bake time held", (s, runs) -> TrialMachine.bakeTimeHeld(s, runs, Examples.NOW));
    events.put(
        "revert requested", (s, runs) -> TrialMachine.revertRequested(s, runs, Examples.NOW));
    events.put("revert finished", (s, runs) -> TrialMachine.revertFinished(s, runs, Examples.NOW));
    events.put(
        "last known good's slot damaged",
        (s, runs) -> TrialMachine.slotDamaged(s, Slot.B, "rot", runs, Examples.NOW));
    events.put("reset requested", (s, runs) -> TrialMachine.resetRequested(s, false));
  }

  private static Map<String, Event> events() {
    Map<String, Event> events = new LinkedHashMap<>();
    events.put("begin writing", (s, runs) -> TrialMachine.beginWriting(s, Examples.THIRD, runs));
    events.put(
        "slot written",
        (s, runs) -> {
          NodeState writing =
              s.trial() instanceof Trial.Idle
                  ? TrialMachine.beginWriting(s, Examples.THIRD, runs).state()
                  : s;
          return TrialMachine.slotWritten(writing, Examples.THIRD, Examples.NOW);
        });
    events.put("arm", (s, runs) -> TrialMachine.arm(s, Examples.TRIES, Examples.DEADLINE));
    events.put(
        "what is on trial boots", (s, runs) -> boots(s, Examples.trial(s), Examples.NO_SIGN));
    events.put(
        "... its last try, no sign", (s, runs) -> boots(s, Examples.trial(s), Examples.NO_SIGN));
    events.put("... a sign of how it ended", (s, runs) -> boots(s, Examples.trial(s), SIGN));
    events.put("last known good boots, not tried", (s, runs) -> goodBoots(s, EntryState.UNTRIED));
    events.put(
        "... for the fourth time in a row",
        (s, runs) ->
            goodBoots(
                s.withFinishingReboots(TrialMachine.MAX_FINISHING_REBOOTS), EntryState.ABSENT));
    events.put("last known good boots, tried", (s, runs) -> goodBoots(s, EntryState.TRIED));
    events.put("... it was the last try", (s, runs) -> goodBoots(s, EntryState.TRIED));
    events.put("... a sign of how it ended ", (s, runs) -> boots(s, Examples.good(s), SIGN));
    events.put("... after two crashes before ", TransitionTableTest::thirdCrash);
    events.put("recovery boots", (s, runs) -> boots(s, new Booted.InRecovery(), SIGN));
    addVerdicts(events);
    return events;
  }

  private static void addVerdicts(Map<String, Event> events) {
    events.put(
        "required check failed",
        (s, runs) -> TrialMachine.requiredCheckFailed(s, runs, "web", "refused"));
    events.put("bake time held", (s, runs) -> TrialMachine.bakeTimeHeld(s, runs, Examples.NOW));
    events.put(
        "revert requested", (s, runs) -> TrialMachine.revertRequested(s, runs, Examples.NOW));
    events.put("revert finished", (s, runs) -> TrialMachine.revertFinished(s, runs, Examples.NOW));
    events.put(
        "other slot damaged",
        (s, runs) -> TrialMachine.slotDamaged(s, Slot.A, "rot", runs, Examples.NOW));
    events.put(
        "last known good's slot damaged",
        (s, runs) -> TrialMachine.slotDamaged(s, Slot.B, "rot", runs, Examples.NOW));
    events.put(
        "allow",
        (s, runs) -> {
          ReleaseRef other = Examples.release("0.9");
          NodeState barring = s.barring(new Barred(other.manifest(), "it failed", 0));
          return TrialMachine.allow(barring, other.manifest());
        });
    events.put(
        "healthy boot measured",
        (s, runs) -> TrialMachine.healthyBootMeasured(s, runs, Duration.ofSeconds(40)));
    events.put("reset requested", (s, runs) -> TrialMachine.resetRequested(s, false));
  }

  private static Change thirdCrash(NodeState state, Booted running) {
    BadEnds two = new BadEnds(BadEnds.MAX_CRASHES - 1, 0);
    return boots(state.withBadEnds(two), Examples.good(state), SIGN);
  }

  private static Change boots(NodeState state, Booted booted, PreviousEnd end) {
    return TrialMachine.bootObserved(
        state, Examples.boot("second", booted, EntryState.TRIED, end, Boot.UNKNOWN), Examples.NOW);
  }

  private static Change goodBoots(NodeState state, EntryState entry) {
    return TrialMachine.bootObserved(
        state,
        Examples.boot("second", Examples.good(state), entry, Examples.NO_SIGN, Boot.UNKNOWN),
        Examples.NOW);
  }

  private static String name(Trial trial) {
    return switch (trial) {
      case Trial.Idle _ -> "idle";
      case Trial.Staged _ -> "staged";
      case Trial.Armed _ -> "armed";
      case Trial.Trying _ -> "trying";
      case Trial.Reverting _ -> "reverting";
    };
  }
}
