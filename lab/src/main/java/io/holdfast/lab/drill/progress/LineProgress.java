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
  private Shown shown;

  LineProgress(PrintStream stream, InstantSource clock) {
    this.stream = stream;
    this.clock = clock;
    this.shown = Shown.nothing(clock.instant());
  }

  @Override
  public synchronized void act(String name) {
    shown = shown.withAct(name, clock.instant());
  }

  @Override
  public synchronized void step(String what) {
    shown = shown.withStep(what);
    stream.println(shown.line(clock.instant()));
  }

  @Override
  public void console(String line) {
    // A log of every console line would bury the steps; the report has them.
  }

  @Override
  public synchronized void ended(ActResult result) {
    Instant now = clock.instant();
    Shown.ended(result, Duration.between(shown.drillBegan(), now)).forEach(stream::println);
  }

  @Override
  public void close() {
    stream.flush();
  }
}
