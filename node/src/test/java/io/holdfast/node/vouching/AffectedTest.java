package io.holdfast.node.vouching;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.trial.Examples;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.admission.Withdrawn.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AffectedTest {
  @Test
  void a_node_with_nothing_withdrawn_is_not_affected() {
    NodeState fresh = Examples.fresh();
    assertThat(Affected.of(Statements.NONE, fresh, Examples.good(fresh), Map.of())).isEmpty();
    assertThat(Affected.of(withdrawn(Examples.SECOND), fresh, Examples.good(fresh), Map.of()))
        .isEmpty();
  }

  @Test
  void what_runs_is_told_once_and_first_and_recovery_for_itself() {
    NodeState fresh = Examples.fresh();
    assertThat(Affected.of(withdrawn(Examples.FIRST), fresh, Examples.good(fresh), Map.of()))
        .extracting(Affected::where)
        .startsWith("running")
        .doesNotContain("last known good", "held")
        .doesNotHaveDuplicates();
  }

  @Test
  void what_is_only_held_is_told_too() throws Exception {
    NodeState upgraded = Examples.upgraded();
    assertThat(Affected.of(withdrawn(Examples.FIRST), upgraded, Examples.good(upgraded), Map.of()))
        .extracting(Affected::where)
        .contains("held")
        .doesNotContain("running");
    assertThat(Affected.of(withdrawn(Examples.SECOND), upgraded, Examples.good(upgraded), Map.of()))
        .first()
        .extracting(Affected::words)
        .asString()
        .startsWith("running: ")
        .contains("CVE-2024-3094", "a back door");
  }

  @Test
  void content_on_trial_is_told() throws Exception {
    NodeState trying =
        Examples.contentTrying(
            Examples.armed(Examples.contentStaged(Examples.fresh(), Examples.NEW_TIDES), 1));
    Withdrawn tides =
        new Withdrawn(
            Kind.CONTENT,
            "tides",
            Examples.NEW_TIDES.version(),
            Examples.NEW_TIDES.manifest(),
            "It is wrong.",
            "HF-1",
            Examples.NOW);
    Statements seen = new Statements(List.of(tides), Map.of());
    assertThat(Affected.of(seen, trying, Examples.good(trying), Map.of()))
        .singleElement()
        .extracting(Affected::what)
        .isEqualTo(tides);
  }

  @Test
  void a_generation_is_asked_for_all_its_parts() throws Exception {
    NodeState upgraded = Examples.upgraded();
    assertThat(Affected.of(withdrawn(Examples.FIRST), upgraded.held().getFirst(), Map.of()))
        .isNotNull();
    assertThat(Affected.of(withdrawn(Examples.FIRST), upgraded.lastKnownGoodGeneration(), Map.of()))
        .isNull();
  }

  private static Statements withdrawn(ReleaseRef... releases) {
    return new Statements(
        Arrays.stream(releases)
            .map(
                release ->
                    new Withdrawn(
                        Kind.RELEASE,
                        release.name(),
                        release.version(),
                        release.manifest(),
                        "xz 5.6.1 has a back door.",
                        "CVE-2024-3094",
                        Examples.NOW))
            .toList(),
        Map.of());
  }
}
