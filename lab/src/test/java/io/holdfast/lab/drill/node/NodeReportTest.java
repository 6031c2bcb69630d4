package io.holdfast.lab.drill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.node.evidence.BootId;
import io.holdfast.node.evidence.Cause;
import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.evidence.Evidence;
import io.holdfast.node.evidence.Parts;
import io.holdfast.node.loader.SecureBoot;
import io.holdfast.node.status.NodeStatus;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what the node's own code writes, so that the two cannot part. */
final class NodeReportTest {
  private static final Instant NOW = Instant.parse("2026-07-19T04:09:00Z");
  private static final ReleaseRef FIRST = release("1.0.0");
  private static final ReleaseRef SECOND = release("1.5.0");
  private static final Booted GENERATION_1 = new Booted.ByEntry(1);

  @Test
  void a_fresh_node_is_settled_but_not_proven() throws Exception {
    NodeReport report =
        read(new NodeStatus(fresh(), GENERATION_1, null, true, SecureBoot.ENFORCED, List.of()));
    assertThat(report)
        .isEqualTo(
            new NodeReport(
                1,
                "demo 1.0.0",
                false,
                false,
                true,
                1,
                "idle",
                List.of("demo 1.0.0", "demo 1.0.0"),
                null,
                0));
    assertThat(report.settled()).isTrue();
  }

  @Test
  void a_node_with_a_healthy_boot_is_proven() throws Exception {
    assertThat(
            read(new NodeStatus(proven(), GENERATION_1, null, true, SecureBoot.ENFORCED, List.of()))
                .proven())
        .isTrue();
  }

  @Test
  void a_node_whose_stages_are_still_run_is_not_settled() throws Exception {
    NodeReport report =
        read(new NodeStatus(proven(), GENERATION_1, null, false, SecureBoot.ENFORCED, List.of()));
    assertThat(report.configured()).isFalse();
    assertThat(report.settled()).isFalse();
  }

  @Test
  void an_armed_trial_is_not_settled() throws Exception {
    NodeState armed = TrialMachine.arm(staged(), 2, Duration.ofSeconds(100)).state();
    NodeReport report =
        read(new NodeStatus(armed, GENERATION_1, null, true, SecureBoot.ENFORCED, List.of()));
    assertThat(report.trial()).isEqualTo("armed");
    assertThat(report.settled()).isFalse();
  }

  @Test
  void what_failed_is_told_with_its_culprit() throws Exception {
    Evidence evidence =
        new Evidence(
            1,
            NOW,
            new Evidence.Release(SECOND.name(), SECOND.version(), SECOND.manifest()),
            new BootId("0".repeat(32)),
            "required health check orders failed: no orders are taken",
            Cause.CHECK,
            new Parts(List.of(), List.of()),
            Culprit.check("orders"),
            "",
            List.of(),
            List.of(),
            "",
            "");
    NodeReport report =
        read(
            new NodeStatus(proven(), GENERATION_1, evidence, true, SecureBoot.ENFORCED, List.of()));
    assertThat(report.failure())
        .isEqualTo(
            new NodeReport.Failure(
                "demo 1.5.0",
                "required health check orders failed: no orders are taken",
                "health check orders"));
  }

  @Test
  void recovery_runs_no_generation() throws Exception {
    NodeReport report =
        read(
            new NodeStatus(
                proven(), new Booted.InRecovery(), null, true, SecureBoot.ENFORCED, List.of()));
    assertThat(report.recovery()).isTrue();
    assertThat(report.generation()).isZero();
    assertThat(report.release()).isEmpty();
    assertThat(report.settled()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "holdfast: the state cannot be read",
        "[]",
        "{}",
        "{\"running\": 1}",
        "{\"running\": {\"recovery\": false, \"proven\": true}}",
      })
  void anything_else_is_refused(String output) {
    assertThatThrownBy(() -> NodeReport.parse(output)).isInstanceOf(JsonException.class);
  }

  private static NodeReport read(NodeStatus status) throws JsonException {
    return NodeReport.parse(Json.write(status.toJson()));
  }

  private static NodeState fresh() {
    return NodeState.installed(FIRST, new SlotContent.Holds(FIRST), NOW);
  }

  private static NodeState proven() {
    return TrialMachine.healthyBootMeasured(fresh(), GENERATION_1, Duration.ofSeconds(30)).state();
  }

  private static NodeState staged() throws Exception {
    NodeState writing = TrialMachine.beginWriting(proven(), SECOND, GENERATION_1).state();
    return TrialMachine.slotWritten(writing, SECOND, NOW).state();
  }

  private static ReleaseRef release(String version) {
    Digest digest = Digest.of(version.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return new ReleaseRef("demo", new Version(version), digest, digest.hex());
  }
}
