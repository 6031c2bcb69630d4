package io.holdfast.node.trial;

import static io.holdfast.node.trial.Examples.NOW;
import static io.holdfast.node.trial.Examples.THIRD;
import static io.holdfast.node.trial.Examples.TIDES;
import static io.holdfast.node.trial.Examples.TRIES;
import static io.holdfast.node.trial.Examples.armed;
import static io.holdfast.node.trial.Examples.committed;
import static io.holdfast.node.trial.Examples.contentStaged;
import static io.holdfast.node.trial.Examples.good;
import static io.holdfast.node.trial.Examples.staged;
import static io.holdfast.node.trial.Examples.trying;
import static io.holdfast.node.trial.Examples.upgraded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What arrives while something is on trial. */
final class ChangeQueueTest {
  private static final Waiting CONTENT =
      waiting(Waiting.Kind.CONTENT, "tides", TIDES.version().text(), TIDES.manifest());

  @Test
  void what_arrives_in_between_is_taken_in_order_once_nothing_is_on_trial() throws Exception {
    Waiting release = release("1.3");
    NodeState busy = queued(queued(busy(), CONTENT), release);
    assertThat(busy.queue()).containsExactly(CONTENT, release);
    assertThat(ChangeQueue.next(busy, Examples.trial(busy))).isNull();
    NodeState over = committed(busy);
    assertThat(ChangeQueue.next(over, good(over))).isEqualTo(CONTENT);
    assertThat(contentStaged(over, TIDES).queue()).containsExactly(release);
  }

  @Test
  void it_waits_on_while_something_else_runs_than_the_last_known_good() throws Exception {
    NodeState over = committed(queued(busy(), CONTENT));
    assertThat(ChangeQueue.next(over, new Booted.ByEntry(1))).isNull();
    assertThat(ChangeQueue.next(over, new Booted.InRecovery())).isNull();
  }

  @Test
  void a_newer_version_takes_the_place_of_the_older() throws Exception {
    Waiting newer = waiting(Waiting.Kind.CONTENT, "tides", "8", digest("8"));
    NodeState busy = queued(queued(queued(busy(), CONTENT), release("1.3")), newer);
    assertThat(busy.queue()).containsExactly(newer, release("1.3"));
    assertThatThrownBy(() -> queued(busy, CONTENT))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("tides 8 waits already");
  }

  @Test
  void what_is_on_trial_or_barred_or_could_be_taken_at_once_does_not_wait() throws Exception {
    assertThatThrownBy(() -> queued(upgraded(), CONTENT)).hasMessageContaining("nothing is on");
    Waiting same = waiting(Waiting.Kind.RELEASE, "sea", "1.2", THIRD.manifest());
    assertThatThrownBy(() -> queued(busy(), same)).hasMessageContaining("it is on trial");
    NodeState barring = busy().barring(new Barred(TIDES.manifest(), "it failed", 0));
    assertThatThrownBy(() -> queued(barring, CONTENT)).hasMessageContaining("it failed");
  }

  @Test
  void what_may_not_begin_is_passed_by_and_keeps_its_place() throws Exception {
    Waiting release = release("1.3");
    NodeState over = committed(queued(queued(busy(), release), CONTENT));
    assertThat(ChangeQueue.next(over, good(over), CONTENT::equals)).isEqualTo(CONTENT);
    assertThat(ChangeQueue.next(over, good(over), waiting -> false)).isNull();
    assertThat(contentStaged(over, TIDES).queue()).containsExactly(release);
  }

  @Test
  void a_change_may_wait_while_nothing_is_on_trial_if_it_may_not_begin() throws Exception {
    NodeState idle = upgraded();
    NodeState held = ChangeQueue.addHeld(idle, CONTENT).state();
    assertThat(held.queue()).containsExactly(CONTENT);
    assertThat(ChangeQueue.next(held, good(held))).isEqualTo(CONTENT);
    NodeState barring = idle.barring(new Barred(TIDES.manifest(), "it failed", 0));
    assertThatThrownBy(() -> ChangeQueue.addHeld(barring, CONTENT))
        .hasMessageContaining("it failed");
  }

  @Test
  void a_full_queue_takes_no_more_and_loses_none() throws Exception {
    NodeState full = busy();
    for (int i = 0; i < ChangeQueue.MAX; i++) {
      full = queued(full, waiting(Waiting.Kind.CONTENT, "channel-" + i, "1", digest("c" + i)));
    }
    NodeState state = full;
    assertThatThrownBy(() -> queued(state, CONTENT)).hasMessageContaining("16 changes already");
    Waiting newer = waiting(Waiting.Kind.CONTENT, "channel-3", "2", digest("newer"));
    assertThat(queued(state, newer).queue()).hasSize(ChangeQueue.MAX).contains(newer);
  }

  @Test
  void what_is_left_out_or_dropped_is_in_the_history() throws Exception {
    NodeState busy = queued(busy(), CONTENT);
    NodeState left = ChangeQueue.leftOut(busy, CONTENT, "nobody signed it", NOW).state();
    assertThat(left.queue()).isEmpty();
    assertThat(left.history().getLast())
        .isEqualTo(new Outcome.NotTaken(NOW, "content tides 7", "nobody signed it"));
    assertThat(ChangeQueue.leftOut(left, CONTENT, "again", NOW).state()).isSameAs(left);
    assertThat(ChangeQueue.dropped(busy, "tides", NOW).state().queue()).isEmpty();
    assertThatThrownBy(() -> ChangeQueue.dropped(left, "tides", NOW))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void an_extension_is_dropped_by_its_own_name() throws Exception {
    Waiting driver = waiting(Waiting.Kind.CONTENT, "sysext.driver", "1", digest("driver"));
    assertThat(driver).hasToString("extension driver 1");
    NodeState busy = queued(queued(busy(), CONTENT), driver);
    assertThat(ChangeQueue.dropped(busy, "driver", NOW).state().queue()).containsExactly(CONTENT);
    assertThat(ChangeQueue.dropped(busy, "sysext.driver", NOW).state().queue())
        .containsExactly(CONTENT);
  }

  @Test
  void a_change_whose_repository_has_no_clean_name_does_not_get_in() {
    for (String from : new String[] {"", "a\nb", "a\u0000b", "x".repeat(401)}) {
      assertThatThrownBy(
              () ->
                  new Waiting(
                      Waiting.Kind.CONTENT,
                      "tides",
                      new Version("7"),
                      digest("7"),
                      from,
                      false,
                      false,
                      false,
                      NOW))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static NodeState busy() throws RefusedException {
    return trying(armed(staged(upgraded(), THIRD), TRIES));
  }

  private static NodeState queued(NodeState state, Waiting waiting) throws RefusedException {
    return ChangeQueue.add(state, waiting, new Booted.ByEntry(1)).state();
  }

  private static Waiting release(String version) {
    return waiting(Waiting.Kind.RELEASE, "sea", version, Examples.release(version).manifest());
  }

  private static Waiting waiting(Waiting.Kind kind, String name, String version, Digest manifest) {
    return new Waiting(
        kind, name, new Version(version), manifest, "/run/repo", false, false, true, NOW);
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
