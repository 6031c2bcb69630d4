package io.holdfast.lab.drill.act;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Moments and results for tests. */
public final class Samples {
  /** When everything begins. */
  public static final Instant BEGIN = Instant.parse("2026-07-19T04:09:00Z");

  private Samples() {}

  /** So many seconds after the begin. */
  public static Moment moment(long second, Moment.Kind kind, String text) {
    return new Moment(BEGIN.plusSeconds(second), kind, text);
  }

  /** A moment whose words do not matter. */
  public static Moment moment(long second, Moment.Kind kind) {
    return moment(second, kind, "");
  }

  /** An act of the drill. */
  public static Act act(String name) {
    return July2024.acts().stream()
        .filter(act -> act.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** A run of 100 seconds without service that held. */
  public static RunResult run(String title) {
    return new RunResult(
        title,
        List.of(),
        new Outage(BEGIN.plusSeconds(20), BEGIN.plusSeconds(120)),
        "required health check orders failed",
        "demo 1.0.0",
        "health check orders",
        List.of(
            moment(0, Moment.Kind.STEP, "upgrade to 1.5.0"),
            moment(20, Moment.Kind.DOWN, "generation 2 is armed"),
            moment(30, Moment.Kind.RESET, "the machine restarts: guest-reset"),
            moment(60, Moment.Kind.LOGIN, "edge-1 login:"),
            moment(75, Moment.Kind.RESET, "the machine restarts: guest-reset"),
            moment(120, Moment.Kind.LOGIN, "edge-1 login:"),
            moment(130, Moment.Kind.SETTLED, "demo 1.0.0 runs and stays")),
        List.of(new Screen(BEGIN.plusSeconds(60), "at login", List.of("Debian", "edge-1 login:"))),
        "Evidence 1\nreason   required health check orders failed\n",
        List.of("Debian", "edge-1 login:"));
  }

  /** A drill of two acts, of which one held. */
  public static DrillResult drill() {
    Duration boot = Duration.ofSeconds(40);
    RunResult lost =
        new RunResult(
            "panic",
            List.of("Waited 900 s for a login, and it did not come."),
            null,
            "",
            "",
            "",
            List.of(),
            List.of(),
            "",
            List.of());
    return new DrillResult(
        July2024.NAME,
        BEGIN,
        Duration.ofSeconds(725),
        boot,
        "virtual machine (emulated), 2 processors, 1 GiB",
        List.of(
            new ActResult(act("sick"), List.of(run("sick")), boot),
            new ActResult(act("panic"), List.of(lost), boot)));
  }
}
