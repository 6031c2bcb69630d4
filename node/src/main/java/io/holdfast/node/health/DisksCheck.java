package io.holdfast.node.health;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.host.Command;
import io.holdfast.host.CommandException;
import io.holdfast.node.evidence.Culprit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Built-in check {@code disks}: no mount is full, neither of space nor of inodes. One process asks
 * for all mounts: Java has no call for inodes, and a disk that no longer answers then holds up that
 * process and not the agent.
 *
 * @param mounts what to look at; only what can be written to, for a read-only image is always full
 * @param stat the program stat(1) of GNU coreutils
 */
public record DisksCheck(List<Path> mounts, String stat) implements Check {
  /** Above this share, in percent, a mount counts as full. */
  public static final int MOST_PERCENT = 95;

  private static final Schedule SCHEDULE =
      new Schedule(Duration.ofSeconds(30), 2, Duration.ofMinutes(1));

  /** Blocks: free to a user, all, free. Inodes: all, free. Then the name, which may hold spaces. */
  private static final String FORMAT = "--format=%a %b %f %c %d %n";

  private static final int FIELDS = 6;

  /** Copies the list. */
  public DisksCheck {
    mounts = List.copyOf(mounts);
  }

  /** With the system's own program. */
  public static DisksCheck of(List<Path> mounts) {
    return new DisksCheck(mounts, "stat");
  }

  @Override
  public String name() {
    return "disks";
  }

  @Override
  public Level level() {
    return Level.REQUIRED;
  }

  @Override
  public Schedule schedule() {
    return SCHEDULE;
  }

  @Override
  public CheckResult run() throws InterruptedException {
    if (mounts.isEmpty()) {
      return new CheckResult.Passed();
    }
    List<String> arguments = new ArrayList<>(List.of(stat, "--file-system", FORMAT, "--"));
    mounts.forEach(mount -> arguments.add(mount.toString()));
    try {
      return judge(Command.of(arguments).within(SCHEDULE.limit()).check());
    } catch (CommandException e) {
      return new CheckResult.Failed(Culprit.check(name()), String.valueOf(e.getMessage()));
    }
  }

  /** Judges what stat printed. */
  static CheckResult judge(String lines) {
    List<String> full = new ArrayList<>();
    String first = "";
    for (String line : lines.lines().toList()) {
      String[] fields = line.split(" ", FIELDS);
      if (fields.length < FIELDS) {
        return new CheckResult.Failed(Culprit.check("disks"), "stat printed: " + line);
      }
      String mount = fields[FIELDS - 1];
      long used = number(fields[1]) - number(fields[2]);
      // As df(1) counts: what is kept for root is neither used nor there.
      int space = percent(used, used + number(fields[0]));
      int inodes = percent(number(fields[3]) - number(fields[4]), number(fields[3]));
      if (space > MOST_PERCENT || inodes > MOST_PERCENT) {
        first = first.isEmpty() ? mount : first;
        full.add(mount + " uses " + space + " % of its space, " + inodes + " % of its inodes");
      }
    }
    if (full.isEmpty()) {
      return new CheckResult.Passed();
    }
    return new CheckResult.Failed(
        new Culprit(Culprit.Kind.STORAGE, first + " is full"),
        String.join("\n", full) + "\n" + MOST_PERCENT + " % are allowed.");
  }

  /** Rounded up. File systems without a fixed number of inodes have none in all: 0 %. */
  private static int percent(long used, long all) {
    return all <= 0 ? 0 : (int) Math.ceil(100.0 * used / all);
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      // Only more than 2^63 of something, which then is not full.
      return Long.MAX_VALUE;
    }
  }
}
