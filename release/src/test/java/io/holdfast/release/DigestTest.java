package io.holdfast.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DigestTest {
  /** FIPS 180-4's example for "abc". */
  private static final String ABC =
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void the_digest_of_the_standards_example_is_right() throws Exception {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);

    assertThat(Digest.of(abc)).hasToString(ABC).isEqualTo(Digest.parse(ABC));
    assertThat(Digest.of(new ByteArrayInputStream(abc))).isEqualTo(Digest.of(abc));
  }

  @Test
  void what_is_no_digest_is_refused() {
    for (String text :
        List.of(
            "",
            "sha256:",
            ABC.substring(7),
            ABC + "0",
            ABC.toUpperCase(Locale.ROOT),
            "sha1:" + ABC.substring(7),
            " " + ABC,
            "sha256:" + "/".repeat(64))) {
      assertThatIllegalArgumentException().as(text).isThrownBy(() -> Digest.parse(text));
    }
  }
}
