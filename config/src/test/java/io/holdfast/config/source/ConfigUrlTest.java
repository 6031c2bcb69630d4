package io.holdfast.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigUrlTest {
  private static final String DIGEST = "0123456789abcdef".repeat(4);

  private static String field(String field) {
    if (field.equals(".MachineID")) {
      return "a b/c&d#e";
    }
    throw new IllegalArgumentException("there is no field " + field);
  }

  @Test
  void https_needs_no_digest_and_http_needs_one() {
    assertThat(ConfigUrl.of("https://host/a.yaml", ConfigUrlTest::field))
        .isEqualTo(new ConfigUrl(URI.create("https://host/a.yaml"), null, null));
    assertThat(ConfigUrl.of("http://host/a.yaml#sha256:" + DIGEST, ConfigUrlTest::field))
        .isEqualTo(new ConfigUrl(URI.create("http://host/a.yaml"), null, DIGEST));
    assertThatThrownBy(() -> ConfigUrl.of("http://host/a.yaml", ConfigUrlTest::field))
        .hasMessageContaining("root on this machine")
        .hasMessageContaining("#sha256:");
  }

  @Test
  void fields_are_filled_in_so_that_they_cannot_change_the_address() {
    assertThat(
            ConfigUrl.of("https://host/?id={{ .MachineID }}&x={{.MachineID}}", ConfigUrlTest::field)
                .address())
        .isEqualTo(URI.create("https://host/?id=a+b%2Fc%26d%23e&x=a+b%2Fc%26d%23e"));
  }

  @Test
  void a_file_of_this_machine_may_be_named() {
    assertThat(ConfigUrl.of("/oem/more.yaml", ConfigUrlTest::field))
        .isEqualTo(new ConfigUrl(null, "/oem/more.yaml", null));
  }

  @Test
  void a_message_does_not_tell_the_query() {
    assertThat(ConfigUrl.of("https://host:8443/a?token=secret", ConfigUrlTest::field).name())
        .isEqualTo("https://host:8443/a");
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://host/a, only http",
    "a.yaml, only http",
    "https:///a, names no host",
    "https://user:word@host/a, no user",
    "https://host/a b, is no address",
    "https://host/#frag, only a digest",
    "https://host/#sha256:12, 64 digits",
    "https://host/#md5:12, only a digest",
    "https://host/{{.Serial}}, no field .Serial",
    "https://host/{{.MachineID, has no",
  })
  void what_is_no_address_is_refused_with_a_reason(String written, String reason) {
    assertThatThrownBy(() -> ConfigUrl.of(written, ConfigUrlTest::field))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 1000, 100_000})
  void fields_and_length_are_bounded(int count) {
    assertThatThrownBy(
            () -> ConfigUrl.of("https://h/" + "{{.MachineID}}".repeat(count), ConfigUrlTest::field))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> ConfigUrl.of("https://h/" + "{".repeat(count * 200), ConfigUrlTest::field))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
