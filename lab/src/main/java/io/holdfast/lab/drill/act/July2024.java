package io.holdfast.lab.drill.act;

import io.holdfast.release.Version;
import java.util.List;
import java.util.Set;

/**
 * The drill after the week of 19 July 2024, when a pushed file crashed millions of machines at boot
 * and none of them came back alone: every way in which a new release can break a node.
 */
public final class July2024 {
  /** Its name. */
  public static final String NAME = "july-2024";

  /** Name of the releases. */
  public static final String RELEASE = "demo";

  /** What is installed. */
  public static final Version INSTALLED = new Version("1.0.0");

  /** A release with nothing wrong. */
  public static final Version GOOD = new Version("1.1.0");

  static final Version PANIC = new Version("1.2.0");
  static final Version HANG = new Version("1.3.0");
  static final Version FREEZE = new Version("1.4.0");
  static final Version SICK = new Version("1.5.0");
  static final Version SLOWLY_SICK = new Version("1.6.0");
  static final Version MUTE_AGENT = new Version("1.7.0");

  private static final String VERITY = "verity";

  private July2024() {}

  /** All versions, the installed one first. */
  public static List<Version> versions() {
    return List.of(INSTALLED, GOOD, PANIC, HANG, FREEZE, SICK, SLOWLY_SICK, MUTE_AGENT);
  }

  /** The acts, in their order. */
  public static List<Act> acts() {
    return List.of(
        act(
            "good release",
            "an upgrade to a release with nothing wrong",
            "commits; the old release stays as last known good",
            new Breakage.Upgrade(GOOD),
            Expectation.commits(GOOD, INSTALLED)),
        damagedSlot(),
        act(
            "panic",
            "the new release panics the kernel at boot",
            "reverts; crash record kept",
            new Breakage.Upgrade(PANIC),
            reverts("sysrq triggered crash", "sysrq triggered crash", Moment.Kind.PANIC)),
        act(
            "hang",
            "a unit of the new release blocks the boot for ever",
            "deadline; reverts",
            new Breakage.Upgrade(HANG),
            reverts("drill-hang.service", "drill-hang.service")),
        act(
            "freeze",
            "process 1 of the new release stops answering",
            "watchdog; reverts",
            new Breakage.Upgrade(FREEZE),
            reverts("watchdog", "watchdog", Moment.Kind.WATCHDOG)),
        act(
            "sick",
            "a required health check of the new release fails",
            "reverts at once",
            new Breakage.Upgrade(SICK),
            reverts("health check orders", "no orders are taken")),
        act(
            "slow sickness",
            "a required health check starts to fail late in the bake time",
            "reverts",
            new Breakage.Upgrade(SLOWLY_SICK),
            reverts("health check orders", "orders have piled up")),
        act(
            "mute agent",
            "the agent of the new release cannot start",
            "reverts without the agent's help",
            new Breakage.Upgrade(MUTE_AGENT),
            reverts("early start", "agent")),
        powerCuts());
  }

  private static Act damagedSlot() {
    return new Act(
        "damaged slot",
        "bytes of the new root are flipped before its boot; then, bytes of the running root",
        "read error caught by verity; the other slot runs",
        List.of(
            new ActRun(
                "before its boot",
                new Breakage.DamageBeforeStart(GOOD),
                reverts(VERITY, VERITY, Moment.Kind.DAMAGE)),
            new ActRun(
                "while it runs",
                new Breakage.DamageWhileRunning(GOOD),
                // The release is not to blame, but the disk: it may be written there again.
                new Expectation(
                    List.of(INSTALLED),
                    List.of(INSTALLED),
                    VERITY,
                    List.of(VERITY),
                    Set.of(Moment.Kind.DAMAGE, Moment.Kind.PANIC),
                    false))));
  }

  private static Act powerCuts() {
    return new Act(
        "power cuts",
        "power is lost while the slot, the loader's switch, the state and the commit are written",
        "boots; old or new, never neither",
        List.of(
            powerCut("during slot writing", "50 %"),
            powerCut("during the loader's switch", "phase: loader"),
            powerCut("during state writing", "phase: state"),
            powerCut("during commit", "holdfast: committing")));
  }

  private static ActRun powerCut(String title, String cue) {
    return new ActRun(title, new Breakage.PowerCut(GOOD, cue), Expectation.either(INSTALLED, GOOD));
  }

  private static Act act(
      String name, String broken, String due, Breakage breakage, Expectation expectation) {
    return new Act(name, broken, due, List.of(new ActRun(name, breakage, expectation)));
  }

  private static Expectation reverts(String culprit, String evidence, Moment.Kind... signs) {
    return Expectation.reverts(INSTALLED, culprit, List.of(evidence), Set.of(signs));
  }
}
