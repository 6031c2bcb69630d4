package io.holdfast.config.fuzz;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever others wrote, it is read or refused: no crash, no hang. A failure names its seed; {@code
 * -Dholdfast.fuzz.seed=SEED -Dholdfast.fuzz.executions=1} repeats it.
 */
class FuzzTest {
  private static final long SEED = Long.getLong("holdfast.fuzz.seed", 20_240_719);

  private static final long EXECUTIONS = Long.getLong("holdfast.fuzz.executions", 10_000);

  /** Far above what any input takes on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What reads hostile input. */
  enum Target {
    READER,
    TEMPLATES,
    ACCOUNTS;

    FuzzTarget open(Path folder) throws Exception {
      return switch (this) {
        case READER -> new ReaderTarget(folder);
        case TEMPLATES -> new TemplateTarget();
        case ACCOUNTS -> new AccountTarget();
      };
    }
  }

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void ten_thousand_inputs_are_read_or_refused(Target target) throws Exception {
    Fuzzing.run(target.open(folder), SEED, EXECUTIONS);
  }

  /** For bench/run fuzz: others each time. */
  @Tag("nightly")
  @ParameterizedTest
  @EnumSource
  void as_many_as_are_asked_for_are_read_or_refused(Target target) throws Exception {
    long seed = Long.getLong("holdfast.fuzz.seed", new SecureRandom().nextLong() >>> 1);
    Duration all = Duration.ofMinutes(Long.getLong("holdfast.fuzz.minutes", 60));
    Fuzzing fuzzing =
        new Fuzzing(
            target.open(folder),
            seed,
            Long.getLong("holdfast.fuzz.executions", Long.MAX_VALUE),
            all.dividedBy(Target.values().length));

    String told = fuzzing.runWatched(PATIENCE);

    System.out.println(target.name().toLowerCase(Locale.ROOT) + ": " + told);
  }
}
