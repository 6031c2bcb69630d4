package io.holdfast.node.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.trial.BadEnds;
import io.holdfast.node.trial.Barred;
import io.holdfast.node.trial.ChangeQueue;
import io.holdfast.node.trial.Counters;
import io.holdfast.node.trial.Examples;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Outcome;
import io.holdfast.node.trial.PreviousEnd;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.RevertReason;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.Waiting;
import io.holdfast.release.Digest;
import io.holdfast.release.content.ContentRef;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateFormatTest {
  private static final Generation ONE =
      Generation.ofRelease(1, Examples.FIRST, Slot.A, Examples.NOW);
  private static final Generation TWO =
      new Generation(
          2,
          2,
          Examples.SECOND,
          Slot.B,
          List.of(Examples.TIDES),
          Examples.TIDES.manifest(),
          Examples.NOW.plusMillis(1));

  @Test
  void the_format_is_that_of_the_golden_file() throws Exception {
    byte[] golden = golden();
    assertThat(new String(StateFormat.encode(everything()), StandardCharsets.UTF_8))
        .isEqualTo(new String(golden, StandardCharsets.UTF_8));
    assertThat(StateFormat.decode(golden)).isEqualTo(new Copy.Valid(everything()));
  }

  @ParameterizedTest
  @MethodSource("trials")
  void every_trial_is_read_as_it_was_written(Trial trial) {
    NodeState state = withTrial(trial);
    assertThat(StateFormat.decode(StateFormat.encode(state))).isEqualTo(new Copy.Valid(state));
  }

  @Test
  void a_copy_cut_off_anywhere_is_unusable() throws Exception {
    byte[] whole = golden();
    for (int length = 0; length < whole.length; length++) {
      assertThat(StateFormat.decode(Arrays.copyOf(whole, length)))
          .as("cut to %s bytes", length)
          .isInstanceOf(Copy.Unusable.class);
    }
  }

  @Test
  void a_copy_with_any_one_bit_flipped_is_unusable() throws Exception {
    byte[] bytes = golden();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(StateFormat.decode(bytes))
          .as("bit %s of byte %s", bit % 8, bit / 8)
          .isInstanceOf(Copy.Unusable.class);
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    }
  }

  @Test
  void a_copy_with_anything_after_it_is_unusable() throws Exception {
    byte[] whole = golden();
    assertThat(StateFormat.decode(Arrays.copyOf(whole, whole.length + 1)))
        .isInstanceOf(Copy.Unusable.class);
  }

  @Test
  void a_whole_copy_of_a_newer_format_is_told_from_a_damaged_one() {
    byte[] newer = sealed("2", "{\"what\": \"nobody knows yet\"}\n");
    assertThat(StateFormat.decode(newer)).isEqualTo(new Copy.Newer(2));
    newer[newer.length - 3] ^= 1;
    assertThat(StateFormat.decode(newer)).isInstanceOf(Copy.Unusable.class);
  }

  @Test
  void versions_that_no_holdfast_writes_are_unusable() {
    for (String version : List.of("0", "01", "-1", "+2", "1.0", "", "9999999999999999999")) {
      assertThat(StateFormat.decode(sealed(version, "{}\n")))
          .as(version)
          .isInstanceOf(Copy.Unusable.class);
    }
  }

  @Test
  void a_sealed_state_that_does_not_hold_together_is_unusable_and_says_why() {
    String body = body(StateFormat.encode(everything()));
    assertThat(problem(sealed("1", body.replace("\"lastKnownGood\" : 2", "\"lastKnownGood\" : 1"))))
        .contains("checksum matches, but")
        .contains("last known good");
    assertThat(problem(sealed("1", body.replace("\"epoch\"", "\"epoche\""))))
        .contains("unknown key 'epoche'");
    assertThat(problem(sealed("1", body.replace("\"B\" : {", "\"C\" : {")))).contains("'C'");
    assertThat(problem(sealed("1", "[]\n"))).contains("not an object");
    assertThat(problem(sealed("1", ""))).contains("ends too early");
  }

  @Test
  void the_fullest_state_of_the_longest_texts_fits() {
    String text = "\u6d77".repeat(400);
    RevertReason reason = new RevertReason.Failed(new PreviousEnd.CheckFailed(text, text));
    ReleaseRef release =
        new ReleaseRef(
            "\u6d77".repeat(128),
            Examples.FIRST.version(),
            Examples.FIRST.manifest(),
            Examples.FIRST.rootHash());
    List<ContentRef> contents = new ArrayList<>();
    for (int i = 0; i < Generation.MAX_CONTENTS; i++) {
      contents.add(
          Examples.content("c" + (10 + i) + "x".repeat(60), "999999999.".repeat(3) + "999999999"));
    }
    Generation generation =
        new Generation(
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            release,
            Slot.A,
            contents,
            release.manifest(),
            Instant.now());
    List<Barred> barred = new ArrayList<>();
    for (int i = 0; i < NodeState.MAX_BARRED; i++) {
      barred.add(new Barred(Examples.release("3." + i).manifest(), text, 1));
    }
    NodeState full =
        new NodeState(
            Long.MAX_VALUE,
            slots(),
            List.of(ONE, TWO),
            2,
            new Trial.Idle(),
            barred,
            Collections.nCopies(
                NodeState.MAX_HISTORY,
                new Outcome.Reverted(Instant.ofEpochMilli(Long.MAX_VALUE), generation, reason, 1)),
            Collections.nCopies(NodeState.MAX_BOOT_DURATIONS, Duration.ofMillis(Long.MAX_VALUE)),
            queue(text),
            new Counters(
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                new BadEnds(Integer.MAX_VALUE, Integer.MAX_VALUE)));
    byte[] bytes = StateFormat.encode(full);
    assertThat(bytes.length).isLessThan(StateFormat.MAX_BYTES / 2);
    assertThat(StateFormat.decode(bytes)).isEqualTo(new Copy.Valid(full));
  }

  static Stream<Trial> trials() {
    Generation three = Generation.ofRelease(3, Examples.THIRD, Slot.A, Examples.NOW);
    Generation content =
        new Generation(
            3,
            2,
            Examples.SECOND,
            Slot.B,
            List.of(Examples.NEW_TIDES),
            Generation.UNCONFIGURED,
            Examples.NOW);
    Duration deadline = Duration.ofMillis(90_500);
    return Stream.of(
        new Trial.Idle(),
        new Trial.Staged(content),
        new Trial.Armed(content, 3, deadline),
        new Trial.Trying(content, 1, deadline, "0f5d"),
        new Trial.Reverting(content, new RevertReason.Overtaken(), 0),
        new Trial.Staged(three),
        new Trial.Armed(three, 3, deadline),
        new Trial.Trying(three, 1, deadline, "0f5d"),
        new Trial.Reverting(three, new RevertReason.ByPerson(), 0),
        new Trial.Reverting(three, new RevertReason.NeverChosen(3), 9),
        new Trial.Reverting(three, new RevertReason.DiedWithoutTrace(3), 9),
        failing(three, new PreviousEnd.Panic("Attempted to kill init!\n\"\\\u6d77")),
        failing(three, new PreviousEnd.WatchdogReset()),
        failing(three, new PreviousEnd.DeadlinePassed("sea.service")),
        failing(three, new PreviousEnd.VerityDamage("block 123")),
        failing(three, new PreviousEnd.AgentCouldNotStart("exit code 127")),
        failing(three, new PreviousEnd.CheckFailed("web", "refused")));
  }

  private static Trial failing(Generation generation, PreviousEnd end) {
    return new Trial.Reverting(generation, new RevertReason.Failed(end), 1);
  }

  private static NodeState withTrial(Trial trial) {
    boolean idle = trial instanceof Trial.Idle;
    Map<Slot, SlotContent> slots = slots();
    slots.put(Slot.A, new SlotContent.Holds(Examples.THIRD));
    return new NodeState(
        5,
        slots,
        List.of(TWO),
        2,
        trial,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Counters(idle ? 2 : 3, 9, 2, BadEnds.NONE));
  }

  /** Every list filled and every kind of outcome once. */
  private static NodeState everything() {
    Instant at = Examples.NOW.plusMillis(123);
    Generation three = Generation.ofRelease(3, Examples.THIRD, Slot.A, at);
    RevertReason panic = new RevertReason.Failed(new PreviousEnd.Panic("kernel BUG"));
    return new NodeState(
        42,
        slots(),
        List.of(ONE, TWO),
        2,
        new Trial.Idle(),
        List.of(new Barred(Examples.THIRD.manifest(), panic.words(), 1)),
        List.of(
            new Outcome.Committed(at, TWO),
            new Outcome.Died(at, three, 2, 1),
            new Outcome.Reverted(at, three, panic, 1),
            new Outcome.Damaged(at, Slot.RECOVERY, Examples.THIRD, "block 7", 2),
            new Outcome.FellBack(at, three, TWO, 2),
            new Outcome.Crashed(at, TWO, new PreviousEnd.Lost(), 2),
            new Outcome.Suspected(at, three, TWO, 3, 2),
            new Outcome.GaveUp(at, TWO, 3, 2),
            new Outcome.VouchedFor(at, TWO),
            new Outcome.NotTaken(at, "content tides 9", "nobody signed it")),
        List.of(Duration.ofMillis(41_250), Duration.ofSeconds(45)),
        queue("https://example.org/repository").subList(0, 2),
        new Counters(3, 2, 1, new BadEnds(2, 1)));
  }

  /** As many as can wait: a release, and content of one channel after the other. */
  private static List<Waiting> queue(String from) {
    List<Waiting> queue = new ArrayList<>();
    for (int i = 0; i < ChangeQueue.MAX; i++) {
      ReleaseRef release = Examples.release("4." + i);
      queue.add(
          new Waiting(
              i == 0 ? Waiting.Kind.RELEASE : Waiting.Kind.CONTENT,
              "name-" + i,
              release.version(),
              release.manifest(),
              from,
              i % 2 == 0,
              false,
              true,
              Examples.NOW));
    }
    return queue;
  }

  private static Map<Slot, SlotContent> slots() {
    Map<Slot, SlotContent> slots = new EnumMap<>(Slot.class);
    slots.put(Slot.A, new SlotContent.Holds(Examples.FIRST));
    slots.put(Slot.B, new SlotContent.Holds(Examples.SECOND));
    slots.put(Slot.RECOVERY, new SlotContent.Damaged(Examples.THIRD, "block 7"));
    return slots;
  }

  private static byte[] sealed(String version, String body) {
    String hex = Digest.of((version + "\n" + body).getBytes(StandardCharsets.UTF_8)).toString();
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return ("holdfast-state " + version + " " + hex + " " + length + "\n" + body)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String body(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    return text.substring(text.indexOf('\n') + 1);
  }

  private static String problem(byte[] file) {
    return StateFormat.decode(file) instanceof Copy.Unusable(String problem) ? problem : "usable";
  }

  private static byte[] golden() throws Exception {
    try (InputStream stream =
        Objects.requireNonNull(StateFormatTest.class.getResourceAsStream("state-1.golden"))) {
      return stream.readAllBytes();
    }
  }
}
