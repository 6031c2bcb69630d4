import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What a process took, from its start to its end.
 *
 * @param wall seconds
 * @param processor seconds, of all its threads
 * @param peak MB of memory
 */
record Cost(double wall, double processor, double peak) {
  /** Fields 16 and 17 of /proc/PID/stat, see proc(5), counted from behind the name's parenthesis. */
  private static final int CHILD_USER = 13;

  private static final int CHILD_SYSTEM = 14;

  /** What sysconf(_SC_CLK_TCK) says on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final long SAMPLE_MILLIS = 2;

  /** Starts a process. */
  @FunctionalInterface
  interface Starter {
    Process start() throws IOException;
  }

  /**
   * Runs one to its end.
   *
   * @param most the highest exit code that is no failure
   */
  static Cost of(Starter starter, int most) throws IOException, InterruptedException {
    double before = processorOfChildren();
    long start = System.nanoTime();
    Process process = starter.start();
    double peak = 0;
    while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peakOf(process.pid()));
    }
    double wall = Bench.seconds(start);
    if (process.exitValue() > most) {
      throw new IOException("what is measured ended with " + process.exitValue() + "; see the log");
    }
    return new Cost(wall, processorOfChildren() - before, peak);
  }

  /** What was waited for, which Java does at once when a child ends. */
  private static double processorOfChildren() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[CHILD_USER]) + Long.parseLong(fields[CHILD_SYSTEM]))
        / TICKS_PER_SECOND;
  }

  /** VmHWM, which only grows: the last look counts. */
  private static double peakOf(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
    } catch (IOException e) {
      // It has just ended.
    }
    return 0;
  }
}
