package io.holdfast.release.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.repository.PacedStream.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A server that is never silent, and sends too slowly to be of use; the clock is the test's. */
class PacedStreamTest {
  private static final Pace PACE = new Pace(Duration.ofSeconds(60), 100, Duration.ofSeconds(600));

  private long now;

  @Test
  void one_byte_now_and_then_is_a_failure() {
    assertThatThrownBy(() -> read(1, Duration.ofSeconds(59), 50))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("only 2 bytes");
  }

  @Test
  void who_began_fast_must_go_on_so() {
    assertThatThrownBy(
            () -> {
              PacedStream stream = stream(1_000_000, Duration.ofSeconds(30), 10);
              stream.readNBytes(1_000_000);
              stream.readNBytes(10);
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void all_of_it_takes_no_longer_than_it_may() {
    assertThatThrownBy(() -> read(1000, Duration.ofSeconds(50), 50))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 600 seconds");
  }

  @Test
  void a_slow_line_that_keeps_its_pace_will_do() throws Exception {
    assertThat(read(1000, Duration.ofSeconds(50), 10)).isEqualTo(10_000);
  }

  private int read(int size, Duration each, int pieces) throws IOException {
    return stream(size, each, pieces).readAllBytes().length;
  }

  /** Pieces of which the first has this size, as have the others up to a thousand bytes. */
  private PacedStream stream(int size, Duration each, int pieces) {
    return new PacedStream(
        new InputStream() {
          private int given;
          private int left = size;

          @Override
          public int read() {
            throw new UnsupportedOperationException("it is read in pieces");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            if (given == pieces) {
              return -1;
            }
            int n = Math.min(length, left);
            left -= n;
            if (left == 0) {
              given++;
              left = size > 1000 ? 1 : size;
              now += each.toNanos();
            }
            return n;
          }
        },
        PACE,
        () -> now);
  }
}
