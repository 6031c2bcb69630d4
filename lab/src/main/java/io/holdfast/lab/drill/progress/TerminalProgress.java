package io.holdfast.lab.drill.progress;

import io.holdfast.lab.drill.act.ActResult;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Two lines a run at the bottom of a terminal that are drawn anew as things happen and each second;
 * what stays is printed above them. Uses ECMA-48's CUU, EL and ED, which every terminal knows.
 */
final class TerminalProgress implements DrillProgress {
  /** A terminal's width where nobody says it. */
  static final int COLUMNS = 80;

  private static final Duration TICK = Duration.ofSeconds(1);

  /** A console prints bursts of hundreds of lines; drawing each would flicker and cost. */
  private static final Duration LEAST_BETWEEN = Duration.ofMillis(100);

  private static final String CLEAR_BELOW = "\r\u001b[J";
  private static final String CLEAR_REST = "\u001b[K";

  private final PrintStream stream;
  private final int columns;
  private final InstantSource clock;
  private final Instant began;

  /** Runs under way, in the order in which they began. */
  private final List<Run> runs = new ArrayList<>();

  private Instant drawn = Instant.MIN;
  private int rowsOnScreen;
  private boolean closed;

  TerminalProgress(PrintStream stream, int columns, InstantSource clock) {
    this.stream = stream;
    // The last column is left free, for some terminals begin a new line when it is written.
    this.columns = Math.max(20, columns) - 1;
    this.clock = clock;
    this.began = clock.instant();
  }

  /** With the elapsed time going on by itself. */
  static TerminalProgress start(PrintStream stream, int columns) {
    TerminalProgress progress = new TerminalProgress(stream, columns, InstantSource.system());
    Thread.ofVirtual().name("drill progress").start(progress::tick);
    return progress;
  }

  @Override
  public synchronized RunProgress begin(String title) {
    Run run = new Run(Shown.begin(title, began, clock.instant()));
    runs.add(run);
    draw();
    return run;
  }

  @Override
  public synchronized void ended(ActResult result) {
    erase();
    Duration elapsed = Duration.between(began, clock.instant());
    Shown.ended(result, elapsed).forEach(stream::println);
    draw();
  }

  @Override
  public synchronized void close() {
    erase();
    closed = true;
    stream.flush();
  }

  private synchronized void change(Run run, UnaryOperator<Shown> how) {
    run.shown = how.apply(run.shown);
  }

  private synchronized void end(Run run) {
    erase();
    runs.remove(run);
    draw();
  }

  private synchronized void drawUnlessJustDrawn() {
    Instant now = clock.instant();
    if (drawn.equals(Instant.MIN) || Duration.between(drawn, now).compareTo(LEAST_BETWEEN) >= 0) {
      draw();
    }
  }

  private synchronized void draw() {
    if (closed) {
      return;
    }
    Instant now = clock.instant();
    StringBuilder text = new StringBuilder(toFirstRow());
    int rows = 0;
    for (Run run : runs) {
      for (String row : run.shown.rows(now, columns)) {
        text.append(rows++ == 0 ? "" : "\n").append(row).append(CLEAR_REST);
      }
    }
    stream.print(text);
    stream.flush();
    rowsOnScreen = rows;
    drawn = now;
  }

  private void erase() {
    if (rowsOnScreen > 0) {
      stream.print(toFirstRow() + CLEAR_BELOW);
      rowsOnScreen = 0;
    }
  }

  private String toFirstRow() {
    return rowsOnScreen > 0 ? "\r\u001b[%dA".formatted(rowsOnScreen - 1) : "";
  }

  private void tick() {
    try {
      while (!isClosed()) {
        Thread.sleep(TICK);
        draw();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** One run's lines. */
  private final class Run implements RunProgress {
    private Shown shown;

    Run(Shown shown) {
      this.shown = shown;
    }

    @Override
    public void step(String what) {
      change(this, now -> now.withStep(what));
      draw();
    }

    @Override
    public void console(String line) {
      change(this, now -> now.withConsole(line));
      drawUnlessJustDrawn();
    }

    @Override
    public void close() {
      end(this);
    }
  }
}
