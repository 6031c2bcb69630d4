package io.holdfast.release.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Digest;
import io.holdfast.release.manifest.Part;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VerifyingStreamTest {
  private static final byte[] BYTES = "what a part holds".getBytes(StandardCharsets.UTF_8);
  private static final Part PART = new Part(Part.Kind.UKI, Digest.of(BYTES), BYTES.length);

  @Test
  void right_bytes_pass_however_they_are_read() throws Exception {
    assertThat(stream(BYTES, 0).readAllBytes()).isEqualTo(BYTES);
    InputStream one = stream(BYTES, 0);
    for (byte expected : BYTES) {
      assertThat(one.read()).isEqualTo(expected);
    }
    assertThat(one.read()).isEqualTo(-1);
    InputStream skipping = stream(BYTES, 0);
    assertThat(skipping.skip(5)).isEqualTo(5);
    assertThat(skipping.readAllBytes()).hasSize(BYTES.length - 5);
  }

  @Test
  void bytes_from_an_offset_pass() throws Exception {
    byte[] rest = Arrays.copyOfRange(BYTES, 5, BYTES.length);

    assertThat(stream(rest, 5).readAllBytes()).isEqualTo(rest);
  }

  @Test
  void a_changed_byte_is_found_before_the_last_byte_is_given() {
    for (int i = 0; i < BYTES.length; i++) {
      byte[] changed = BYTES.clone();
      changed[i] ^= 1;
      InputStream stream = stream(changed, 0);

      assertThatThrownBy(() -> stream.readNBytes(BYTES.length))
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining("part 'uki'")
          .hasMessageContaining("its digest is");
    }
  }

  @Test
  void a_stream_that_failed_goes_on_failing() {
    byte[] changed = BYTES.clone();
    changed[0] ^= 1;
    InputStream stream = stream(changed, 0);

    assertThatThrownBy(stream::readAllBytes).isInstanceOf(DamagedException.class);
    assertThatThrownBy(stream::read).isInstanceOf(DamagedException.class);
    assertThatThrownBy(stream::readAllBytes).isInstanceOf(DamagedException.class);
  }

  @Test
  void one_byte_too_few_is_found() {
    byte[] shorter = Arrays.copyOf(BYTES, BYTES.length - 1);

    assertThatThrownBy(() -> stream(shorter, 0).readAllBytes())
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("ends after 16 of 17 bytes");
  }

  @Test
  void one_byte_too_many_is_found_with_and_without_an_offset() {
    byte[] longer = Arrays.copyOf(BYTES, BYTES.length + 1);
    byte[] longerRest = Arrays.copyOfRange(longer, 5, longer.length);

    assertThatThrownBy(() -> stream(longer, 0).readNBytes(BYTES.length))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("more than the 17 bytes");
    assertThatThrownBy(() -> stream(longerRest, 5).readNBytes(BYTES.length - 5))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("more than the 17 bytes");
  }

  @Test
  void bytes_without_end_are_read_no_further_than_one_too_many() {
    Endless endless = new Endless();

    assertThatThrownBy(() -> new VerifyingStream(endless, PART, 0, "x").readAllBytes())
        .isInstanceOf(DamagedException.class);
    assertThat(endless.given).isEqualTo(BYTES.length + 1);
  }

  @Test
  void an_interruption_is_told_from_damage() {
    InputStream half = new ByteArrayInputStream(BYTES, 0, 8);
    InputStream broken = new SequenceInputStream(half, new BreakingOff());

    assertThatThrownBy(() -> new VerifyingStream(broken, PART, 0, "x").readAllBytes())
        .isExactlyInstanceOf(RepositoryException.class)
        .hasMessageContaining("interrupted after 8 of 17 bytes: the line went dead");
  }

  private static InputStream stream(byte[] bytes, long offset) {
    return new VerifyingStream(new ByteArrayInputStream(bytes), PART, offset, "x");
  }

  private static final class Endless extends InputStream {
    private long given;

    @Override
    public int read() {
      given++;
      return 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      given += length;
      return length;
    }
  }
}
