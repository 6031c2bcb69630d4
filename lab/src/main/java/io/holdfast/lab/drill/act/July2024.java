package io.holdfast.lab.drill.act;

import io.holdfast.release.Version;
import java.time.Duration;
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

  /** The act that the others are about. */
  public static final String JULY = "19 July";

  /** The channel of content that every node of the drill has. */
  public static final String CHANNEL = "rules";

  /** The content that it has from the start. */
  public static final Version RULES = new Version("1");

  /** Name of the extension that is added. */
  public static final String EXTENSION = "loyalty";

  /** The configuration that is delivered: what a node has, and {@link #CONFIGURED}. */
  public static final Version CONFIGURATION = new Version("1");

  /** What the file holds that it adds. */
  public static final String CONFIGURED = "configuration 1";

  /** Its version with nothing wrong. */
  static final Version GOOD_EXTENSION = new Version("1");

  /** Its version that breaks a unit. */
  static final Version BAD_EXTENSION = new Version("2");

  /** Content that crashes whoever reads it. */
  static final Version CRASHING_RULES = new Version("2");

  /** Content that makes no sense. */
  static final Version SICK_RULES = new Version("3");

  /** Content that crashes whoever reads it once it is {@link #LATE} old. */
  static final Version LATE_RULES = new Version("4");

  /** Content with nothing wrong. */
  static final Version GOOD_RULES = new Version("5");

  /** The version of all content that is refused. */
  public static final Version REFUSED_RULES = new Version("9");

  /** In the repository, the folder of repositories that hold it. */
  public static final String REFUSED = "refused";

  /** Long past its commit. */
  static final Duration LATE = Duration.ofMinutes(40);

  /** The act in which the firmware, and nobody else, refuses what is to be started. */
  public static final String FOREIGN_KERNEL = "foreign kernel";

  /** In the repository, the kernel image of {@link #GOOD}, signed with a key of somebody else. */
  public static final String FOREIGN_UKI = "foreign.efi";

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

  /** All versions of content, the one that a node has from the start first. */
  public static List<Version> contents() {
    return List.of(RULES, CRASHING_RULES, SICK_RULES, LATE_RULES, GOOD_RULES);
  }

  /** All versions of the extension; the last one is broken. */
  public static List<Version> extensions() {
    return List.of(GOOD_EXTENSION, BAD_EXTENSION);
  }

  /** Content that is wrong before anyone reads it, by what is wrong. */
  public static List<String> refusedContents() {
    return List.of("wrong-key", "wrong-channel", "too-large", "path-tricks");
  }

  /** The acts, in their order. */
  public static List<Act> acts() {
    return List.of(
        july(),
        act(
            "19 July, slow",
            "the same, but it crashes 40 minutes after the switch, long after its commit",
            "at most three crashes; then the old content is back; refused from then on",
            new Breakage.LateContent(LATE_RULES, LATE, 3),
            reverts("content rules 4", "sysrq triggered crash", Moment.Kind.PANIC)),
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
        powerCuts(),
        act(
            "sick content",
            "the check of a content's own channel fails after the switch",
            "reverts without a restart, and its consumer is told",
            new Breakage.Content(SICK_RULES, 0),
            reverts("health check rules.sense", "nonsense")),
        tornContent(),
        act(
            "both at once",
            "content and a configuration arrive while an upgrade is on trial",
            "they wait; they are taken in order after the commit",
            new Breakage.BothAtOnce(GOOD, GOOD_RULES),
            Expectation.commits(GOOD, INSTALLED)),
        act(
            "refused content",
            "content of a wrong key, of another channel, too large, and with paths that leave it",
            "each is refused, exit code 3, with the reason",
            new Breakage.RefusedContent(REFUSED_RULES),
            Expectation.unharmed(INSTALLED)),
        act(
            "bad configuration",
            "a valid configuration keeps a required unit from coming up",
            "reverts to the configuration before; release untouched",
            new Breakage.Configuration(INSTALLED),
            new Expectation(
                List.of(INSTALLED),
                List.of(INSTALLED),
                "configuration",
                List.of("configuration"),
                Set.of(),
                false)),
        act(
            "bad extension",
            "an extension commits; then a version of it keeps a required unit from coming up",
            "reverts to the version before; release untouched",
            new Breakage.Extension(BAD_EXTENSION, GOOD_EXTENSION),
            reverts("extension loyalty 2", "demo-till.service")),
        act(
            "everything bad",
            "bytes of both slots are flipped",
            "recovery; data intact; repaired from a medium with a release, a configuration and"
                + " content, and back with its data",
            new Breakage.EverythingBad(GOOD, GOOD_RULES),
            new Expectation(
                List.of(INSTALLED, GOOD),
                List.of(),
                VERITY,
                List.of(VERITY),
                Set.of(Moment.Kind.DAMAGE, Moment.Kind.PANIC),
                false)));
  }

  /**
   * What is played besides where the firmware enforces Secure Boot: without, it would start them.
   */
  public static List<Act> secureBootActs() {
    return List.of(
        new Act(
            FOREIGN_KERNEL,
            "the new kernel image is altered, then stripped of its signature, then signed by others",
            "the firmware refuses each; the old release runs",
            List.of(
                spoiledKernel("altered", Breakage.SpoiledKernel.Spoiled.ALTERED),
                spoiledKernel("unsigned", Breakage.SpoiledKernel.Spoiled.UNSIGNED),
                spoiledKernel("signed by others", Breakage.SpoiledKernel.Spoiled.FOREIGN))));
  }

  private static ActRun spoiledKernel(String title, Breakage.SpoiledKernel.Spoiled how) {
    return new ActRun(
        title,
        new Breakage.SpoiledKernel(GOOD, how),
        reverts("kernel image", "kernel image", Moment.Kind.DAMAGE));
  }

  private static Act tornContent() {
    return new Act(
        "torn content",
        "power is lost while content is fetched, marked, switched to and committed",
        "old or new, never a mixture",
        List.of(
            tornContent("during the fetch", "phase: fetch"),
            tornContent("during the mark", "phase: state"),
            tornContent("during the switch", "holdfast: switching to"),
            tornContent("during the commit", "holdfast: committing content")));
  }

  private static ActRun tornContent(String title, String cue) {
    return new ActRun(
        title, new Breakage.TornContent(GOOD_RULES, cue), Expectation.either(INSTALLED, INSTALLED));
  }

  private static Act july() {
    return new Act(
        JULY,
        "a content file, signed and valid, crashes the kernel of whoever reads it",
        "one crash; the old content is back before anything reads it; refused from then on. A node"
            + " whose content nobody watches stays down",
        List.of(
            new ActRun(
                "content on trial",
                new Breakage.Content(CRASHING_RULES, 1),
                reverts("content rules 2", "sysrq triggered crash", Moment.Kind.PANIC)),
            new ActRun(
                "control: nobody watches its content",
                new Breakage.UnwatchedContent(CRASHING_RULES),
                Expectation.staysDown(INSTALLED))));
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
