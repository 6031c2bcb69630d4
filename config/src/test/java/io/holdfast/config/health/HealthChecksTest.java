package io.holdfast.config.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.Cases;
import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.config.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthChecksTest {
  private static final List<HealthCheck> CHECKS =
      List.of(
          new HealthCheck(
              "web",
              Level.REQUIRED,
              List.of("/usr/bin/curl", "-f", "http://[::1]:8080/"),
              Duration.ofSeconds(30),
              3,
              Duration.ofSeconds(10)),
          new HealthCheck(
              "disk.space_1",
              Level.WANTED,
              List.of("/bin/sh", "-c", "df /var |\n\tgrep \"\\\\0\" # é \u0007 \ud83d\ude00"),
              Duration.ofMillis(1_500),
              0,
              Duration.ofHours(1)));

  @Test
  void checks_are_written_as_the_golden_file_says_and_read_back_the_same()
      throws IOException, ConfigException {
    String yaml = HealthChecks.toYaml(CHECKS);

    assertThat(yaml).isEqualTo(Files.readString(Cases.at("health/checks.yaml")));
    assertThat(HealthChecks.parse("checks.yaml", yaml)).isEqualTo(CHECKS);
  }

  @Test
  void no_checks_are_a_list_without_items() throws ConfigException {
    assertThat(HealthChecks.toYaml(List.of())).isEqualTo("[]\n");
    assertThat(HealthChecks.parse("checks.yaml", "[]\n")).isEmpty();
    assertThat(HealthChecks.parse("checks.yaml", "")).isEmpty();
  }

  @Test
  void a_plain_command_is_run_by_the_shell_and_the_rest_has_defaults() throws ConfigException {
    assertThat(HealthChecks.parse("c.yaml", "- name: a\n  command: test -e /run/ready && true\n"))
        .containsExactly(
            new HealthCheck(
                "a",
                Level.REQUIRED,
                List.of("/bin/sh", "-c", "test -e /run/ready && true"),
                HealthCheck.DEFAULT_LIMIT,
                HealthCheck.DEFAULT_RETRIES,
                HealthCheck.DEFAULT_INTERVAL));
  }

  @Test
  void everything_wrong_with_a_list_is_told_at_once() {
    String yaml =
        """
        - name: a b
          command: [x]
        - name: same
          command: [x]
          timout: 5s
        - name: same
          command: []
          retries: 101
        - name: short
          command: [x]
          timeout: 0
        - name: silent
        - text
        """;

    assertThatThrownBy(() -> HealthChecks.parse("c.yaml", yaml))
        .hasMessage(
            """
            c.yaml:1:3: 'a b' is no name for a health check: use 1 to 64 letters, digits, '.', '_',\
             '-'
            c.yaml:5:3: unknown key 'timout'; did you mean 'timeout'?
            c.yaml:6:9: 'name': another check has this name already (at c.yaml:3:3)
            c.yaml:8:12: 'retries': 101 is not from 0 to 100
            c.yaml:9:3: health check short has a limit of 0 ms; from 1 s to 600 s is allowed
            c.yaml:12:3: 'command' is missing
            c.yaml:13:3: must be a mapping of keys, not text""");
  }

  @Test
  void a_document_that_is_no_list_is_refused() {
    assertThatThrownBy(() -> HealthChecks.parse("c.yaml", "name: a\n"))
        .hasMessage("c.yaml:1:1: it must be a list of health checks, not a mapping");
  }
}
