package io.holdfast.node.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.trial.Boot;
import io.holdfast.node.trial.EntryState;
import io.holdfast.node.trial.Examples;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.PreviousEnd;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.release.content.ContentRef;
import org.junit.jupiter.api.Test;

final class AccusedTest {
  private static final Culprit TRACES = Culprit.unit("sea.service");

  @Test
  void content_on_trial_is_named_however_the_machine_died_of_it() throws Exception {
    NodeState trying = trying(Examples.upgraded(), Examples.TIDES);
    Accused accused = Accused.of(trying, 3);
    assertThat(accused.release().name()).isEqualTo("tides");
    assertThat(accused.culprit(TRACES).toString()).contains("tides 7", "sea.service");
  }

  @Test
  void a_crash_alone_accuses_what_the_traces_say() throws Exception {
    NodeState fed = Examples.committed(trying(Examples.upgraded(), Examples.TIDES));
    Accused accused = Accused.of(fed, crashed(fed), 3);
    assertThat(accused.culprit(TRACES)).isEqualTo(TRACES);
    assertThat(accused.release().name()).isEqualTo("sea");
  }

  @Test
  void the_crash_that_is_one_too_many_accuses_the_newest_change() throws Exception {
    NodeState fed = Examples.committed(trying(Examples.upgraded(), Examples.TIDES));
    NodeState twice = crashed(crashed(fed));
    Accused accused = Accused.of(twice, crashed(twice), 3);
    assertThat(accused.release().name()).isEqualTo("tides");
    assertThat(accused.culprit(TRACES).kind()).isEqualTo(Culprit.Kind.CONTENT);
  }

  private static NodeState trying(NodeState state, ContentRef content) throws Exception {
    NodeState staged = Examples.contentStaged(state, content);
    return Examples.contentTrying(Examples.armed(staged, Examples.TRIES));
  }

  private static NodeState crashed(NodeState state) {
    PreviousEnd panic = new PreviousEnd.Panic("a tide that is no number");
    Boot boot = Examples.boot("next", Examples.good(state), EntryState.SETTLED, panic, 2);
    return TrialMachine.bootObserved(state, boot, Examples.NOW).state();
  }
}
