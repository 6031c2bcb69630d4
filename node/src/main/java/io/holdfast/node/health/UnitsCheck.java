package io.holdfast.node.health;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.host.Command;
import io.holdfast.host.CommandException;
import io.holdfast.node.evidence.Culprit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Built-in check {@code units}: systemd has started everything and no unit has failed. One process
 * a run while all is well; a second one only to name what failed or is waited for.
 *
 * @param mayFail names of units whose failure is no sickness
 * @param mayWait names of units that may still wait to be started: those ordered after a trial's
 *     end wait for it, and the trial must not wait for them
 * @param systemctl the program that asks systemd
 */
public record UnitsCheck(Set<String> mayFail, Set<String> mayWait, String systemctl)
    implements Check {
  private static final Schedule SCHEDULE =
      new Schedule(Duration.ofSeconds(60), 2, Duration.ofSeconds(10));

  /** A list of more is as good as one of so many. */
  private static final int MAX_NAMED = 20;

  /** Copies the sets. */
  public UnitsCheck {
    mayFail = Set.copyOf(mayFail);
    mayWait = Set.copyOf(mayWait);
  }

  /** With the system's own program. */
  public static UnitsCheck of(Set<String> mayFail, Set<String> mayWait) {
    return new UnitsCheck(mayFail, mayWait, "systemctl");
  }

  @Override
  public String name() {
    return "units";
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
    try {
      // The states are those of systemctl(1), is-system-running; its exit code only repeats them.
      Command.Result state = systemctl("is-system-running").run();
      return switch (state.output().strip()) {
        case "running" -> new CheckResult.Passed();
        case "degraded" -> failedUnits();
        case "initializing", "starting" -> whileStarting();
        case "stopping" -> new CheckResult.NotYet("the machine is shutting down");
        case "maintenance" -> failed("systemd is in rescue or emergency mode");
        default ->
            failed("systemctl said '" + state.output().strip() + "': " + state.errors().strip());
      };
    } catch (CommandException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  private CheckResult whileStarting() throws CommandException, InterruptedException {
    String jobs = systemctl("list-jobs", "--no-legend", "--plain").check();
    List<String> waiting = waiting(jobs, mayWait);
    if (waiting.isEmpty() && !jobs.isBlank()) {
      return failedUnits();
    }
    return new CheckResult.NotYet(
        waiting.isEmpty()
            ? "systemd is still starting"
            : "systemd still starts " + String.join(", ", waiting));
  }

  private CheckResult failedUnits() throws CommandException, InterruptedException {
    List<String> lines = new ArrayList<>();
    String first = "";
    for (String line : systemctl("--failed", "--no-legend", "--plain").check().lines().toList()) {
      String unit = word(line, 0);
      if (!unit.isEmpty() && !mayFail.contains(unit) && lines.size() < MAX_NAMED) {
        first = first.isEmpty() ? unit : first;
        lines.add(line.strip());
      }
    }
    return lines.isEmpty()
        ? new CheckResult.Passed()
        : new CheckResult.Failed(Culprit.unit(first), String.join("\n", lines));
  }

  /** The units of the jobs that count: columns are job, unit, type, state. */
  private static List<String> waiting(String jobs, Set<String> mayWait) {
    List<String> waiting = new ArrayList<>();
    for (String line : jobs.lines().toList()) {
      String unit = word(line, 1);
      if (!unit.isEmpty() && !mayWait.contains(unit) && waiting.size() < MAX_NAMED) {
        waiting.add(unit);
      }
    }
    return waiting;
  }

  private static String word(String line, int index) {
    int found = 0;
    for (String word : line.strip().split(" ", -1)) {
      if (!word.isEmpty() && found++ == index) {
        return word;
      }
    }
    return "";
  }

  private Command systemctl(String... arguments) {
    List<String> all = new ArrayList<>(List.of(systemctl));
    all.addAll(List.of(arguments));
    return Command.of(all).within(SCHEDULE.limit());
  }

  private CheckResult failed(String why) {
    return new CheckResult.Failed(Culprit.check(name()), why);
  }
}
