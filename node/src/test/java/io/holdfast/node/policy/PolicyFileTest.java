package io.holdfast.node.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.policy.Policy;
import io.holdfast.release.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyFileTest {
  private static final String CONFIG =
      """
      #cloud-config
      extensions: [driver, {name: debug, required: false}]
      trust: [bbbbbbbbbbbbbbbb, aaaaaaaaaaaaaaaa]
      site: {name: berlin, labels: {row: 3, rack: r12}}
      windows:
        times: ["Sun 02:00-04:00", "Mon-Wed 23:30-24:00"]
        timezone: Europe/Berlin
        hold_content: false
      withdrawn: {from: https://example.org/repo, every: 2h, then: stop-network}
      """;

  @TempDir private Path folder;

  @Test
  void it_is_the_golden_one_and_is_read_again() throws Exception {
    Policy policy = CloudConfig.parse("a.yaml", CONFIG).node().policy();
    assertThat(PolicyFile.json(policy)).isEqualTo(golden());
    assertThat(PolicyFile.parse(golden().getBytes(StandardCharsets.UTF_8))).isEqualTo(policy);
  }

  @Test
  void what_is_not_declared_is_no_file_and_a_file_that_says_it_already_is_not_written()
      throws Exception {
    PolicyFile file = new PolicyFile(folder.resolve("policy.json"));
    assertThat(file.read()).isEqualTo(Policy.NONE);
    Policy policy = CloudConfig.parse("a.yaml", CONFIG).node().policy();
    file.save(policy);
    Object first = Files.readAttributes(file.file(), "unix:ino");
    file.save(policy);
    assertThat((Object) Files.readAttributes(file.file(), "unix:ino")).isEqualTo(first);
    assertThat(file.read()).isEqualTo(policy);
    file.save(Policy.NONE);
    assertThat(file.file()).doesNotExist();
  }

  @Test
  void one_that_is_torn_takes_nothing_back_and_says_where() throws Exception {
    PolicyFile file = new PolicyFile(folder.resolve("policy.json"));
    Files.writeString(file.file(), golden().substring(0, 40));
    assertThatThrownBy(file::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("policy.json cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"format\" : 1|\"format\" : 2|format 2",
        "driver|sysext.driver|no name of an extension",
        "aaaaaaaaaaaaaaaa|aaaa|no id of a key",
        "berlin|a b|no name of a site",
        "\"row\" : \"3\"|\"row\" : 3|must be a string",
        "Sun 02:00-04:00|Sun|no window",
        "Europe/Berlin|Berlin|no time zone",
        "holdContent|hold|unknown key 'hold'",
        "https://example.org/repo|example.org|names no repository",
        "7200|59|every minute",
        "stop-network|panic|keep, recovery or stop-network",
      })
  void one_that_is_not_of_this_form_is_refused_with_the_reason(
      String part, String broken, String message) throws IOException {
    byte[] bytes = golden().replace(part, broken).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> PolicyFile.parse(bytes))
        .isInstanceOfAny(JsonException.class, IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static String golden() throws IOException {
    try (InputStream stream = PolicyFileTest.class.getResourceAsStream("golden/policy.json")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
