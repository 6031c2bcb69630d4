package io.holdfast.node.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceFormatTest {
  @Test
  void the_json_is_the_golden_one_and_is_read_again() throws Exception {
    Evidence evidence = EvidenceSamples.sick(3);

    assertThat(EvidenceFormat.json(evidence)).isEqualTo(golden("evidence.json"));
    assertThat(EvidenceFormat.parse(bytes(golden("evidence.json")))).isEqualTo(evidence);
  }

  @Test
  void the_text_is_the_golden_one() throws IOException {
    assertThat(EvidenceFormat.text(EvidenceSamples.sick(3))).isEqualTo(golden("evidence.txt"));
  }

  @Test
  void where_the_node_stands_is_said_where_it_is_known() throws Exception {
    Evidence sample = EvidenceSamples.sick(3);
    Evidence evidence =
        new Evidence(
            3,
            sample.at(),
            sample.release(),
            sample.boot(),
            sample.reason(),
            sample.cause(),
            sample.parts(),
            sample.culprit(),
            "",
            List.of(),
            List.of(),
            "",
            "berlin (rack=r12)");

    assertThat(EvidenceFormat.text(evidence)).contains("\nsite     berlin (rack=r12)\n");
    assertThat(EvidenceFormat.parse(bytes(EvidenceFormat.json(evidence)))).isEqualTo(evidence);
  }

  @Test
  void whatever_others_wrote_is_cut_to_its_bound_and_still_reads_back() throws Exception {
    String hostile = "\u001b]0;x\u0007\"\\\ud83d".repeat(100_000);
    Evidence sample = EvidenceSamples.sick(1);
    Evidence evidence =
        new Evidence(
            1,
            sample.at(),
            new Evidence.Release(hostile, sample.release().version(), sample.release().manifest()),
            sample.boot(),
            hostile,
            Cause.PANIC,
            new Parts(Collections.nCopies(1000, hostile), Collections.nCopies(1000, hostile)),
            Culprit.unit(hostile),
            hostile,
            Collections.nCopies(1000, hostile),
            Collections.nCopies(1000, hostile),
            hostile,
            hostile);

    assertThat(evidence.reason()).hasSize(Evidence.MAX_REASON_CHARS);
    assertThat(bytes(evidence.checkOutput()))
        .hasSizeLessThanOrEqualTo(Evidence.MAX_CHECK_OUTPUT_BYTES);
    assertThat(bytes(String.join("\n", evidence.journal())))
        .hasSizeLessThanOrEqualTo(Evidence.MAX_JOURNAL_BYTES);
    assertThat(bytes(evidence.kernelRecord()))
        .hasSizeLessThanOrEqualTo(Evidence.MAX_KERNEL_RECORD_BYTES);
    assertThat(evidence.waitingJobs()).hasSizeLessThanOrEqualTo(Evidence.MAX_WAITING_JOBS);
    assertThat(EvidenceFormat.parse(bytes(EvidenceFormat.json(evidence)))).isEqualTo(evidence);
    assertThat(EvidenceFormat.text(evidence)).doesNotContain("\u001b", "\u0007");
  }

  @Test
  void no_line_of_others_can_pass_for_a_heading() {
    Evidence sample = EvidenceSamples.sick(1);
    Evidence evidence =
        new Evidence(
            1,
            sample.at(),
            sample.release(),
            sample.boot(),
            "line\nculprit  nobody",
            Cause.CHECK,
            new Parts(List.of("culprit  nobody"), List.of("a\nculprit  nobody")),
            sample.culprit(),
            "culprit  nobody",
            List.of(),
            List.of("culprit  nobody\nculprit  nobody"),
            "culprit  nobody",
            "x\nculprit  nobody");

    assertThat(EvidenceFormat.text(evidence).lines().filter(line -> line.startsWith("culprit")))
        .containsExactly("culprit  health check db");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"format\" : 1|\"format\" : 2|written by a newer Holdfast",
        "\"number\" : 3|\"number\" : 0|'number' is 0",
        "2026-11-20T10|yesterday|yesterday",
        "sha256:|md5:|must begin with sha256:",
        "1.5.0-rc.1|newest|is no version",
        "\"kind\" : \"check\"|\"kind\" : \"ghost\"|no kind of culprit",
        "\"name\" : \"db\"|\"name\" : \"\"|a culprit needs a name",
        "0f7c1a52|ZZZZZZZZ|is no boot id",
        "\"reason\"|\"reasons\"|unknown key 'reasons'",
        "\"cause\" : \"check\"|\"cause\" : \"ghost\"|'ghost' is no cause",
        "\"journal\"|\"number\"|not valid JSON",
      })
  void json_that_is_not_of_this_form_is_refused_with_the_reason(
      String part, String broken, String message) throws IOException {
    String json = golden("evidence.json").replace(part, broken);

    assertThatThrownBy(() -> EvidenceFormat.parse(bytes(json)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining(message);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String golden(String name) throws IOException {
    try (InputStream stream = EvidenceFormatTest.class.getResourceAsStream("golden/" + name)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
