package io.holdfast.node.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.health.Assessment.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthFileTest {
  private static final Culprit DB = Culprit.unit("db.service");

  @TempDir Path folder;

  @Test
  void what_is_written_is_read_again() throws IOException {
    Path file = folder.resolve("health.json");
    for (Verdict verdict :
        List.of(
            new Verdict.Undecided("health check dns: it has not run yet"),
            new Verdict.Held(Duration.ofSeconds(31)),
            new Verdict.FailedForGood("db", DB, "two\nlines \"quoted\""))) {
      HealthSnapshot snapshot = snapshot(verdict);
      HealthFile.write(file, snapshot);

      assertThat(HealthFile.read(file)).isEqualTo(snapshot);
    }
  }

  @Test
  void an_operator_sees_the_verdict_every_check_and_what_failing_ones_printed() {
    assertThat(snapshot(new Verdict.FailedForGood("db", DB, "no answer")).text())
        .isEqualTo(
            """
            Failed: unit db.service
              disks  required  healthy for 60 s, since 30 s after boot
              db     required  failed for good, 88 s after boot: unit db.service
                  no answer
                  again no answer
              web    required  failing: unit db.service, 2 attempts left
                  500
              dns    wanted    unknown: it has not run yet
            """);
  }

  @Test
  void a_file_that_is_not_of_this_form_is_refused_with_its_name() throws IOException {
    for (String text :
        List.of(
            "",
            "[]",
            "{\"format\": 2}",
            HealthFile.json(snapshot(new Verdict.Held(Duration.ZERO))).replace("\"held\"", "\"?\""),
            HealthFile.json(snapshot(new Verdict.Held(Duration.ZERO))).replace("wanted", "liked"),
            HealthFile.json(snapshot(new Verdict.Held(Duration.ZERO))).replace("waiting", "odd"),
            HealthFile.json(snapshot(new Verdict.Held(Duration.ZERO))).replace("90000", "-1"))) {
      Path file = Files.writeString(folder.resolve("health.json"), text);

      assertThatThrownBy(() -> HealthFile.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
    }
  }

  private static HealthSnapshot snapshot(Verdict verdict) {
    return new HealthSnapshot(
        Duration.ofSeconds(90),
        verdict,
        List.of(
            new Watched(
                "disks",
                Level.REQUIRED,
                2,
                new CheckState.Healthy(Duration.ofSeconds(30), Duration.ofSeconds(89))),
            new Watched(
                "db",
                Level.REQUIRED,
                0,
                new CheckState.FailedForGood(
                    1, Duration.ofSeconds(88), DB, "no answer\nagain no answer")),
            new Watched("web", Level.REQUIRED, 2, new CheckState.Failing(1, 2, DB, "500")),
            new Watched("dns", Level.WANTED, 3, CheckState.unknown())));
  }
}
