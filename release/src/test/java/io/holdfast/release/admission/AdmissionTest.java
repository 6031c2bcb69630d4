package io.holdfast.release.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Admission.Admitted;
import io.holdfast.release.admission.Admission.Cause;
import io.holdfast.release.admission.Admission.Refused;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.Manifests;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Digest RUNNING = digest('1');
  private static final Digest CANDIDATE = digest('2');
  private static final Set<Waiver> NONE = Set.of();
  private static final Set<Waiver> ALL = Set.of(Waiver.DOWNGRADE, Waiver.OTHER_NAME);

  @Test
  void a_newer_version_is_admitted() {
    assertThat(decide("edge", "1.4.1", NONE))
        .isEqualTo(
            new Admitted(new ReleaseRef(new ReleaseName("edge"), new Version("1.4.1"), CANDIDATE)));
  }

  @Test
  void an_older_version_is_admitted_only_by_waiver() {
    assertThat(decide("edge", "1.3.9", NONE))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.cause()).isEqualTo(Cause.NOT_NEWER);
              assertThat(refused.reason())
                  .contains("edge 1.3.9", "is older than what runs, edge 1.4.0");
              assertThat(refused.remedy())
                  .isEqualTo("Choose a version above 1.4.0, or allow a downgrade.");
            });
    assertThat(decide("edge", "1.3.9", Set.of(Waiver.OTHER_NAME))).isInstanceOf(Refused.class);
    assertThat(decide("edge", "1.3.9", Set.of(Waiver.DOWNGRADE))).isInstanceOf(Admitted.class);
  }

  @Test
  void the_pre_release_of_what_runs_is_older() {
    assertRefused(decide("edge", "1.4.0-rc.9", NONE), Cause.NOT_NEWER);
  }

  @Test
  void other_content_under_the_running_version_is_not_newer() {
    for (String version : List.of("1.4.0", "1.4")) {
      Admission decision = decide("edge", version, NONE);

      assertRefused(decision, Cause.NOT_NEWER);
      assertThat(((Refused) decision).reason()).endsWith("but other content");
    }
  }

  @Test
  void a_repair_may_bring_the_very_release_that_is_held() {
    Admission decision =
        Admission.decide(
            Manifests.of("edge", "1.4.0"),
            RUNNING,
            running(),
            Architecture.X86_64,
            List.of(),
            Set.of(Waiver.DOWNGRADE, Waiver.REPAIR));

    assertThat(decision).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void what_runs_already_is_refused_whatever_is_waived() {
    Admission decision =
        Admission.decide(
            Manifests.of("edge", "1.4.0"), RUNNING, running(), Architecture.X86_64, List.of(), ALL);

    assertRefused(decision, Cause.RUNNING_ALREADY);
  }

  @Test
  void another_name_is_admitted_only_by_waiver_and_its_versions_are_not_compared() {
    assertRefused(decide("other", "9.0", NONE), Cause.OTHER_NAME);
    assertRefused(decide("other", "9.0", Set.of(Waiver.DOWNGRADE)), Cause.OTHER_NAME);
    assertThat(decide("other", "0.1", Set.of(Waiver.OTHER_NAME))).isInstanceOf(Admitted.class);
  }

  @Test
  void another_architecture_is_refused_whatever_is_waived() {
    Admission decision =
        Admission.decide(
            Manifests.of("edge", "1.5.0"),
            CANDIDATE,
            running(),
            Architecture.ARM64,
            List.of(),
            ALL);

    assertRefused(decision, Cause.OTHER_ARCHITECTURE);
    assertThat(((Refused) decision).reason())
        .endsWith("is built for x86-64, and this node is arm64");
  }

  @Test
  void a_release_that_failed_here_is_refused_with_its_evidence_whatever_is_waived() {
    List<Barred> barred = List.of(new Barred(digest('3'), 6), new Barred(CANDIDATE, 7));

    Admission decision =
        Admission.decide(
            Manifests.of("edge", "1.5.0"), CANDIDATE, running(), Architecture.X86_64, barred, ALL);

    assertThat(decision)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.cause()).isEqualTo(Cause.BARRED);
              assertThat(refused.reason()).endsWith("failed here before: evidence 7");
              assertThat(refused.remedy()).contains("holdfast evidence 7", "holdfast allow 1.5.0");
            });
  }

  @Test
  void a_repaired_release_under_a_higher_version_is_admitted_although_the_broken_one_is_barred() {
    List<Barred> barred = List.of(new Barred(digest('3'), 6));

    assertThat(
            Admission.decide(
                Manifests.of("edge", "1.5.1"),
                CANDIDATE,
                running(),
                Architecture.X86_64,
                barred,
                NONE))
        .isInstanceOf(Admitted.class);
  }

  private static Admission decide(String name, String version, Set<Waiver> waivers) {
    return Admission.decide(
        Manifests.of(name, version), CANDIDATE, running(), Architecture.X86_64, List.of(), waivers);
  }

  private static void assertRefused(Admission decision, Cause cause) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.cause()).isEqualTo(cause));
  }

  private static ReleaseRef running() {
    return new ReleaseRef(new ReleaseName("edge"), new Version("1.4.0"), RUNNING);
  }

  private static Digest digest(char digit) {
    return new Digest(String.valueOf(digit).repeat(64));
  }
}
