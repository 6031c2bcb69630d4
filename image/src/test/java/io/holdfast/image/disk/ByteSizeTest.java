package io.holdfast.image.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "512, 512",
    "4k, 4096",
    "512M, 536870912",
    "8G, 8589934592",
    "8g, 8589934592",
    "2T, 2199023255552"
  })
  void a_size_is_a_number_and_perhaps_a_unit(String text, long bytes) {
    assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "G",
        "1.5G",
        "8 G",
        "8GB",
        "8KMGT",
        "-1",
        "+1",
        "0x10",
        "٣G",
        "9999999T",
        "1234567890123"
      })
  void anything_else_is_no_size(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void people_read_gibibytes_with_one_digit_rounded_down() {
    assertThat(new ByteSize(8L << 30)).hasToString("8 GiB");
    assertThat(new ByteSize((8L << 30) - 1)).hasToString("7.9 GiB");
    assertThat(ByteSize.ofMib(490)).hasToString("490 MiB");
    assertThat(new ByteSize(1023)).hasToString("1023 bytes");
  }

  @Test
  void rounding_up_leaves_a_multiple_as_it_is() {
    assertThat(new ByteSize(4096).roundedUpTo(4096).bytes()).isEqualTo(4096);
    assertThat(new ByteSize(4097).roundedUpTo(4096).bytes()).isEqualTo(8192);
    assertThat(new ByteSize(0).roundedUpTo(4096).bytes()).isZero();
  }
}
