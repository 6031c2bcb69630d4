package io.holdfast.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class LateProgressTest {
  private final StringWriter told = new StringWriter();
  private long nanos = 5_000_000_000L;

  private LateProgress progress() {
    return new LateProgress(new PrintWriter(told, true), () -> nanos);
  }

  @Test
  void nothing_is_told_of_a_job_that_is_over_soon() {
    LateProgress progress = progress();
    try (progress) {
      progress.step("one");
      progress.step("two");
    }
    progress.late();

    assertThat(told.toString()).isEmpty();
  }

  @Test
  void a_job_that_is_late_tells_what_it_is_doing_and_each_step_after_that() {
    try (LateProgress progress = progress()) {
      progress.step("one");
      progress.step("two");
      nanos += 2_000_000_000L;
      progress.late();
      nanos += 300_000_000L;
      progress.step("three");
    }

    assertThat(told.toString()).isEqualToNormalizingNewlines("   2.0 s  two\n   2.3 s  three\n");
  }

  @Test
  void what_is_late_before_its_first_step_tells_that_one_first() {
    try (LateProgress progress = progress()) {
      progress.late();
      progress.step("one");
    }

    assertThat(told.toString()).isEqualToNormalizingNewlines("   0.0 s  one\n");
  }
}
