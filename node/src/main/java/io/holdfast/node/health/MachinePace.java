package io.holdfast.node.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Counts on from the machine's uptime (proc_uptime(5)) with the monotonic clock. */
final class MachinePace implements Pace {
  private static final Path UPTIME = Path.of("/proc/uptime");

  private final Duration uptimeAtStart;
  private final long nanosAtStart;
  private final Semaphore woken = new Semaphore(0);

  private MachinePace(Duration uptimeAtStart, long nanosAtStart) {
    this.uptimeAtStart = uptimeAtStart;
    this.nanosAtStart = nanosAtStart;
  }

  static MachinePace fromUptime() throws IOException {
    String uptime = Files.readString(UPTIME);
    int space = uptime.indexOf(' ');
    double seconds = Double.parseDouble(space < 0 ? uptime : uptime.substring(0, space));
    return new MachinePace(Duration.ofMillis((long) (seconds * 1000)), System.nanoTime());
  }

  @Override
  public Duration now() {
    return uptimeAtStart.plusNanos(System.nanoTime() - nanosAtStart);
  }

  @Override
  public void rest(Duration most) throws InterruptedException {
    if (woken.tryAcquire(Math.max(0, most.toMillis()), TimeUnit.MILLISECONDS)) {
      // Several wakes end one rest.
      woken.drainPermits();
    }
  }

  @Override
  public void wake() {
    woken.release();
  }

  @Override
  public Pace another() {
    return new MachinePace(uptimeAtStart, nanosAtStart);
  }
}
