package io.holdfast.lab.drill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.lab.drill.act.Act;
import io.holdfast.lab.drill.act.ActResult;
import io.holdfast.lab.drill.act.July2024;
import io.holdfast.lab.drill.node.UserFile;
import io.holdfast.lab.drill.progress.DrillProgress;
import io.holdfast.lab.drill.progress.RunProgress;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class TroupeTest {
  /** Twelve runs: two members share them evenly. */
  private static final List<Act> ACTS =
      July2024.acts().stream()
          .filter(
              act ->
                  List.of(
                          "damaged slot",
                          "panic",
                          "hang",
                          "freeze",
                          "sick",
                          "slow sickness",
                          "mute agent",
                          "power cuts")
                      .contains(act.name()))
          .toList();

  private final List<String> begun = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();

  @Test
  void one_member_plays_one_run_after_another() throws Exception {
    List<ActResult> results = play(1, bench());
    assertThat(results).extracting(ActResult::act).isEqualTo(ACTS);
    assertThat(begun)
        .startsWith("damaged slot, before its boot", "damaged slot, while it runs", "panic", "hang")
        .hasSize(12);
    assertThat(ended).isEqualTo(ACTS.stream().map(Act::name).toList());
  }

  @Test
  void two_members_play_two_runs_at_a_time_and_results_keep_the_order() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    List<ActResult> results =
        play(
            2,
            _ -> {
              try {
                both.await(30, TimeUnit.SECONDS);
              } catch (BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException("nobody else plays", e);
              }
              throw new IOException("no memory left");
            });
    assertThat(results).extracting(ActResult::act).isEqualTo(ACTS);
    assertThat(results).allMatch(result -> result.runs().size() == result.act().runs().size());
  }

  @Test
  void what_goes_wrong_in_a_member_is_told() {
    try (Troupe troupe = new Troupe(2)) {
      assertThatThrownBy(
              () ->
                  troupe.doAll(
                      List.of(
                          () -> 1,
                          () -> {
                            throw new IOException("no login came");
                          })))
          .isInstanceOf(IOException.class)
          .hasMessage("no login came");
    }
  }

  private static Bench bench() {
    return _ -> {
      throw new IOException("no memory left");
    };
  }

  private List<ActResult> play(int members, Bench bench) throws Exception {
    UserFile data = new UserFile("/data", Digest.of(new byte[0]));
    RunDirector director = new RunDirector(bench, data, Duration.ofSeconds(40));
    try (Troupe troupe = new Troupe(members)) {
      return troupe.play(ACTS, director, new Listening());
    }
  }

  private final class Listening implements DrillProgress {
    @Override
    public RunProgress begin(String title) {
      synchronized (begun) {
        begun.add(title);
      }
      return RunProgress.SILENT;
    }

    @Override
    public void ended(ActResult result) {
      ended.add(result.name());
    }

    @Override
    public void close() {}
  }
}
