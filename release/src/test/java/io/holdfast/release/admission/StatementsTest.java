package io.holdfast.release.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Admission.Cause;
import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.json.JsonException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {
  private static final Digest BAD = Digest.of("bad".getBytes(UTF_8));
  private static final Digest OLD = Digest.of("old".getBytes(UTF_8));
  private static final Statements SAID =
      new Statements(
          List.of(
              new Withdrawn(
                  Kind.RELEASE,
                  "edge",
                  new Version("1.5.0"),
                  BAD,
                  "xz 5.6.1 has a back door",
                  "CVE-2024-3094",
                  Instant.EPOCH)),
          Map.of("release edge", new Version("1.4.0")));

  @Test
  void what_is_withdrawn_is_refused_with_its_advisory_wherever_it_comes_from() {
    Admission.Refused refused = against("1.5.0", BAD, null);
    assertThat(refused.cause()).isEqualTo(Cause.WITHDRAWN);
    assertThat(refused.reason()).contains("CVE-2024-3094", "back door", "edge 1.5.0");
  }

  @Test
  void even_the_last_known_good_is_refused_once_it_is_withdrawn() {
    assertThat(against("1.5.0", BAD, BAD).cause()).isEqualTo(Cause.WITHDRAWN);
  }

  @Test
  void nothing_goes_below_the_floor_but_to_the_last_known_good() {
    assertThat(against("1.3.9", OLD, BAD).cause()).isEqualTo(Cause.BELOW_FLOOR);
    assertThat(said("1.3.9", OLD, OLD)).isNull();
    assertThat(said("1.4.0", OLD, BAD)).isNull();
  }

  @Test
  void a_floor_is_that_of_its_own_name_and_kind() {
    Version version = new Version("1");
    assertThat(SAID.against(Kind.RELEASE, "other", version, OLD, null)).isNull();
    assertThat(SAID.against(Kind.CONTENT, "edge", version, OLD, null)).isNull();
  }

  @Test
  void floors_only_rise() {
    Statements raised = SAID.withFloor(Kind.RELEASE, "edge", new Version("1.4.1"));
    assertThat(raised.withFloor(Kind.RELEASE, "edge", new Version("1.4.0"))).isEqualTo(raised);
  }

  @Test
  void the_file_reads_back_as_it_was_written() throws Exception {
    assertThat(Statements.parse(SAID.toJson())).isEqualTo(SAID);
    assertThat(Statements.parse(Statements.NONE.toJson())).isEqualTo(Statements.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"format\":2,\"withdrawn\":[],\"floors\":{}}",
        "{\"format\":1,\"withdrawn\":[]}",
        "{\"format\":1,\"withdrawn\":[{}],\"floors\":{}}",
        "{\"format\":1,\"withdrawn\":[],\"floors\":{\"release a\":\"x\"}}",
        "{\"format\":1,\"withdrawn\":[],\"floors\":{},\"more\":1}"
      })
  void another_form_is_refused(String text) {
    assertThatThrownBy(() -> Statements.parse(text.getBytes(UTF_8)))
        .isInstanceOf(JsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines", "\u001b[2J"})
  void a_reason_that_is_not_for_a_screen_is_refused(String reason) {
    assertThatThrownBy(
            () ->
                new Withdrawn(
                    Kind.RELEASE, "a", new Version("1"), BAD, reason, "A-1", Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Admission.Refused against(
      String version, Digest manifest, @Nullable Digest lastKnownGood) {
    return Objects.requireNonNull(said(version, manifest, lastKnownGood));
  }

  private static Admission.@Nullable Refused said(
      String version, Digest manifest, @Nullable Digest lastKnownGood) {
    return SAID.against(Kind.RELEASE, "edge", new Version(version), manifest, lastKnownGood);
  }
}
