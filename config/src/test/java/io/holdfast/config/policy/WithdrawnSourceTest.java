package io.holdfast.config.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.yaml.ConfigException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WithdrawnSourceTest {
  @Test
  void only_the_repository_must_be_said() throws Exception {
    assertThat(read("{from: /srv/repo}"))
        .isEqualTo(new WithdrawnSource("/srv/repo", Duration.ofHours(6), Containment.KEEP));
    assertThat(read("{from: 'https://example.org/r', every: 90m, then: stop-network}"))
        .isEqualTo(
            new WithdrawnSource(
                "https://example.org/r", Duration.ofMinutes(90), Containment.STOP_NETWORK));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|from",
        "{every: 6h}|from",
        "{from: repo}|names no repository",
        "{from: 'file:///srv/repo'}|names no repository",
        "{from: 'https:///repo'}|names no repository",
        "{from: 'https://example.org/a b'}|names no repository",
        "{from: \"/srv/\\u0007\"}|names no repository",
        "{from: /srv/repo, every: 59s}|from 1m to 720h",
        "{from: /srv/repo, every: 721h}|from 1m to 720h",
        "{from: /srv/repo, then: panic}|keep, recovery or stop-network",
        "{from: /srv/repo, network: eth0}|network",
        "[/srv/repo]|mapping",
      })
  void what_is_wrong_is_told(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_repository_is_named_in_at_most_400_characters() {
    assertThatThrownBy(() -> read("{from: '/" + "a".repeat(400) + "'}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("at most 390");
  }

  private static WithdrawnSource read(String text) throws ConfigException {
    return Objects.requireNonNull(
        CloudConfig.parse("a.yaml", "#cloud-config\nwithdrawn: " + text + "\n")
            .node()
            .policy()
            .withdrawn());
  }
}
