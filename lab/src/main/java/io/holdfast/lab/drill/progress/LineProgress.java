package io.holdfast.lab.drill.progress;

import io.holdfast.lab.drill.act.ActResult;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A line a step and a line an act, for logs. */
final class LineProgress implements DrillProgress {
  private final PrintStream stream;
  private final InstantSource clock;
  private final Instant began;

  LineProgress(PrintStream stream, InstantSource clock) {
    this.stream = stream;
    this.clock = clock;
    this.began = clock.instant();
  }

  @Override
  public RunProgress begin(String title) {
    Shown shown = Shown.begin(title, began, clock.instant());
    return new RunProgress() {
      @Override
      public void step(String what) {
        stream.println(shown.withStep(what).line(clock.instant()));
      }

      @Override
      public void console(String line) {
        // A log of every console line would bury the steps; the report has them.
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public synchronized void ended(ActResult result) {
    Shown.ended(result, Duration.between(began, clock.instant())).forEach(stream::println);
  }

  @Override
  public void close() {
    stream.flush();
  }
}
