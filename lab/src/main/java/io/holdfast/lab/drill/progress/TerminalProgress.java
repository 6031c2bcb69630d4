package io.holdfast.lab.drill.progress;

import io.holdfast.lab.drill.act.ActResult;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Two lines at the bottom of a terminal that are drawn anew as things happen and each second; what
 * stays is printed above them. Uses ECMA-48's CUU, EL and ED, which every terminal knows.
 */
final class TerminalProgress implements DrillProgress {
  /** A terminal's width where nobody says it. */
  static final int COLUMNS = 80;

  private static final Duration TICK = Duration.ofSeconds(1);

  /** A console prints bursts of hundreds of lines; drawing each would flicker and cost. */
  private static final Duration LEAST_BETWEEN = Duration.ofMillis(100);

  private static final String UP = "\u001b[1A";
  private static final String CLEAR_BELOW = "\r\u001b[J";
  private static final String CLEAR_REST = "\u001b[K";

  private final PrintStream stream;
  private final int columns;
  private final InstantSource clock;
  private Shown shown;
  private Instant drawn = Instant.MIN;
  private boolean onScreen;
  private boolean closed;

  TerminalProgress(PrintStream stream, int columns, InstantSource clock) {
    this.stream = stream;
    // The last column is left free, for some terminals begin a new line when it is written.
    this.columns = Math.max(20, columns) - 1;
    this.clock = clock;
    this.shown = Shown.nothing(clock.instant());
  }

  /** With the elapsed time going on by itself. */
  static TerminalProgress start(PrintStream stream, int columns) {
    TerminalProgress progress = new TerminalProgress(stream, columns, InstantSource.system());
    Thread.ofVirtual().name("drill progress").start(progress::tick);
    return progress;
  }

  @Override
  public synchronized void act(String name) {
    shown = shown.withAct(name, clock.instant());
    draw();
  }

  @Override
  public synchronized void step(String what) {
    shown = shown.withStep(what);
    draw();
  }

  @Override
  public synchronized void console(String line) {
    shown = shown.withConsole(line);
    Instant now = clock.instant();
    if (drawn.equals(Instant.MIN) || Duration.between(drawn, now).compareTo(LEAST_BETWEEN) >= 0) {
      draw();
    }
  }

  @Override
  public synchronized void ended(ActResult result) {
    erase();
    Duration elapsed = Duration.between(shown.drillBegan(), clock.instant());
    Shown.ended(result, elapsed).forEach(stream::println);
    draw();
  }

  @Override
  public synchronized void close() {
    erase();
    closed = true;
    stream.flush();
  }

  private synchronized void draw() {
    if (closed) {
      return;
    }
    Instant now = clock.instant();
    List<String> rows = shown.rows(now, columns);
    StringBuilder text = new StringBuilder();
    if (onScreen) {
      text.append('\r').append(UP);
    }
    text.append(rows.getFirst()).append(CLEAR_REST).append('\n');
    text.append(rows.getLast()).append(CLEAR_REST);
    stream.print(text);
    stream.flush();
    onScreen = true;
    drawn = now;
  }

  private void erase() {
    if (onScreen) {
      stream.print("\r" + UP + CLEAR_BELOW);
      onScreen = false;
    }
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
}
