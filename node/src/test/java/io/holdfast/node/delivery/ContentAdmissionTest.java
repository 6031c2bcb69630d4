package io.holdfast.node.delivery;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.node.trial.Examples;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.release.Digest;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.content.ContentFile;
import io.holdfast.release.content.ContentKeys;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.TrustedKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Whether content may go on trial, whatever the node's clock says. */
final class ContentAdmissionTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant NOW = Examples.NOW;

  @Test
  void within_its_interval_a_channel_does_not_change_again() throws Exception {
    NodeState fed = fed();
    assertThatThrownBy(admission(fed, NOW.plusSeconds(60)))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("may change again in 3540 s");
    assertThatCode(admission(fed, NOW.plus(HOUR))).doesNotThrowAnyException();
  }

  @Test
  void a_clock_that_was_set_by_years_locks_nobody_out() throws Exception {
    NodeState fed = fed();
    assertThatCode(admission(fed, NOW.minus(18_000, ChronoUnit.DAYS))).doesNotThrowAnyException();
    assertThatCode(admission(fed, NOW.plus(18_000, ChronoUnit.DAYS))).doesNotThrowAnyException();
  }

  @Test
  void what_is_no_newer_or_too_large_is_refused() throws Exception {
    NodeState fed = fed();
    Instant later = NOW.plus(HOUR);
    assertThatThrownBy(() -> demand(fed, Examples.TIDES, 1, later))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("is not newer");
    assertThatThrownBy(() -> demand(fed, Examples.NEW_TIDES, 1025, later))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("takes at most 1024");
  }

  private static ThrowingCallable admission(NodeState state, Instant now) {
    return () -> demand(state, Examples.NEW_TIDES, 1, now);
  }

  private static void demand(NodeState state, ContentRef ref, int size, Instant now)
      throws NotAdmittedException {
    ContentManifest manifest =
        new ContentManifest(
            ref.channel(),
            ref.version(),
            List.of(new ContentFile("tides.txt", Digest.of(new byte[size]), size)));
    TrustedKeys keys = new TrustedKeys(List.of(SigningKey.generate().publicKey()));
    ContentAdmission.demand(
        new Terms(new ContentKeys(ref.channel(), keys), 1024, HOUR),
        manifest,
        ref,
        state,
        false,
        now);
  }

  /** Version 7 of the channel was committed at {@link #NOW}. */
  private static NodeState fed() throws Exception {
    NodeState idle = Examples.upgraded();
    NodeState armed = Examples.armed(Examples.contentStaged(idle, Examples.TIDES), Examples.TRIES);
    return TrialMachine.bakeTimeHeld(
            TrialMachine.switchBegun(armed, Examples.good(armed), "first").state(),
            Examples.good(armed),
            NOW)
        .state();
  }
}
