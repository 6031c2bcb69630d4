package io.holdfast.lab.drill.run;

import io.holdfast.lab.drill.act.Breakage;
import io.holdfast.lab.drill.act.Expectation;
import io.holdfast.lab.drill.act.July2024;
import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.act.Moment.Kind;
import io.holdfast.lab.drill.node.DrilledNode;
import io.holdfast.lab.drill.node.InBackground;
import io.holdfast.lab.drill.node.Recorder;
import io.holdfast.lab.machine.serial.ControlShell;
import io.holdfast.lab.machine.serial.MachineWentAwayException;
import io.holdfast.release.Version;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What a drill does to a node. */
record Deeds(DrilledNode node, Settling settling, Limits limits, Consumer<String> step) {

  /**
   * Does it, up to the point where the node is on its own.
   *
   * @return the place in the record from which on the node's next login counts
   * @throws IOException if it could not be done
   */
  int perform(Breakage breakage) throws IOException, InterruptedException {
    return switch (breakage) {
      case Breakage.Upgrade(Version version) -> upgrade(version);
      case Breakage.DamageBeforeStart(Version version) -> damageBeforeStart(version);
      case Breakage.SpoiledKernel(Version version, Breakage.SpoiledKernel.Spoiled how) ->
          spoilKernel(version, how);
      case Breakage.DamageWhileRunning(Version version) -> damageWhileRunning(version);
      case Breakage.PowerCut(Version version, String cue) ->
          cutPower(cue, begun(version, true, moment -> moment.text().contains(cue), cue));
      case Breakage.Content(Version version, int crashes) -> content(version, crashes > 0);
      case Breakage.LateContent(Version version, Duration after, int _) ->
          lateContent(version, after);
      case Breakage.EverythingBad(Version version, Version _) -> everythingBad(version);
      case Breakage.Configuration _ -> configure();
      case Breakage.Extension(Version version, Version before) -> extend(version, before);
      case Breakage.BothAtOnce(Version version, Version content) -> bothAtOnce(version, content);
      case Breakage.TornContent(Version version, String cue) ->
          cutPower(cue, beginContent(version));
      case Breakage.RefusedContent(Version version) -> refusedContents(version);
      case Breakage.UnwatchedContent(Version version) -> unwatchedContent(version);
    };
  }

  private int upgrade(Version version) throws IOException, InterruptedException {
    int begin =
        begun(
            version,
            true,
            moment -> moment.kind() == Kind.DOWN || moment.kind() == Kind.RESET,
            "a restart");
    step.accept("the node restarts into " + version);
    return begin;
  }

  private int damageBeforeStart(Version version) throws IOException, InterruptedException {
    begun(version, false, InBackground::isGoodEnd, "the end of the upgrade");
    damage("the new root");
    int place = recorder().now();
    recorder().add(Kind.DOWN, "the drill asks for the restart");
    step.accept("restart into the damaged slot");
    run(GuestCommands.RESTART);
    return place;
  }

  private int spoilKernel(Version version, Breakage.SpoiledKernel.Spoiled how)
      throws IOException, InterruptedException {
    begun(version, false, InBackground::isGoodEnd, "the end of the upgrade");
    step.accept("spoil the new kernel image: it is " + how.name().toLowerCase(Locale.ROOT));
    run(GuestCommands.spoilKernel(how));
    recorder().add(Kind.DAMAGE, "the new kernel image was spoiled");
    int place = recorder().now();
    recorder().add(Kind.DOWN, "the drill asks for the restart");
    step.accept("restart into it");
    run(GuestCommands.RESTART);
    return place;
  }

  private int damageWhileRunning(Version version) throws IOException, InterruptedException {
    int begin = upgrade(version);
    settling.await(begin, Expectation.commits(version, July2024.INSTALLED));
    damage("the running root");
    int place = recorder().now();
    step.accept("read the whole running root");
    try {
      ControlShell.Result result = node.run(GuestCommands.READ_ROOT, limits.upgrade());
      throw new IOException(
          "The whole root could be read, damaged as it is (exit code "
              + result.exitCode()
              + "): verity did not refuse it.");
    } catch (MachineWentAwayException e) {
      step.accept("the machine went down");
    }
    return place;
  }

  private int configure() throws IOException, InterruptedException {
    step.accept("put a configuration there that keeps a unit from coming up");
    run(GuestCommands.BAD_CONFIGURATION);
    int place = recorder().now();
    recorder().add(Kind.DOWN, "the drill asks for the restart");
    step.accept("restart into it");
    run(GuestCommands.RESTART);
    int into =
        recorder().await(place, moment -> moment.kind() == Kind.RESET, "it", limits.settling());
    // Its own restart: once the check has failed, or the deadline has passed.
    return recorder()
        .await(into, moment -> moment.kind() == Kind.RESET, "its revert", limits.settling());
  }

  private int extend(Version version, Version before) throws IOException, InterruptedException {
    settling.await(add(before), Expectation.unharmed(July2024.INSTALLED));
    recorder().add(Kind.SETTLED, "extension " + before + " is laid over the system");
    step.accept(before + " is laid over the system");
    // A folder that is mounted by hand is not there after a restart.
    run(GuestCommands.MOUNT_REPOSITORY);
    return add(version);
  }

  private int add(Version version) throws IOException, InterruptedException {
    step.accept("add extension " + version);
    int begin = recorder().now();
    run(GuestCommands.beginExtension(version));
    await(begin, moment -> moment.kind() == Kind.DOWN || moment.kind() == Kind.RESET, "a restart");
    step.accept("the node restarts with it");
    return begin;
  }

  private int everythingBad(Version version) throws IOException, InterruptedException {
    int begin = upgrade(version);
    settling.await(begin, Expectation.commits(version, July2024.INSTALLED));
    run(GuestCommands.DAMAGE_OLD);
    damage("the running root, and of the other slot's,");
    int place = recorder().now();
    recorder().add(Kind.DOWN, "the drill asks for the restart");
    step.accept("restart with both slots damaged");
    try {
      run(GuestCommands.RESTART);
    } catch (MachineWentAwayException e) {
      // Verity refused a block before the restart could begin.
      step.accept("the machine went down");
    }
    int repaired = said(place, GuestCommands.REPAIRED, "a repair");
    step.accept("recovery has repaired it from the medium");
    int committed = said(repaired, Settling.COMMITTED, "the release to be committed");
    step.accept("the release is proven; a configuration and content wait");
    int restarted = reset(committed, "a restart into the configuration");
    int configured = said(restarted, GuestCommands.COMMITTING_CONFIGURATION, "it to be committed");
    int taken = said(configured, GuestCommands.COMMITTING_CONTENT, "content to be committed");
    said(taken, Settling.COMMITTED, "the commit");
    return restarted;
  }

  private int said(int from, String text, String what) throws IOException, InterruptedException {
    return recorder().await(from, moment -> moment.text().contains(text), what, limits.settling());
  }

  private int reset(int from, String what) throws IOException, InterruptedException {
    return recorder().await(from, moment -> moment.kind() == Kind.RESET, what, limits.settling());
  }

  private int cutPower(String cue, int begin) throws IOException, InterruptedException {
    await(begin, moment -> moment.text().contains(cue), "'" + cue + "' on the console");
    node.cutPower();
    step.accept("the power is cut at '" + cue + "'; give it back");
    int place = recorder().now();
    node.powerOn();
    return place;
  }

  private int content(Version version, boolean crashes) throws IOException, InterruptedException {
    int begin = beginContent(version);
    if (crashes) {
      await(begin, moment -> moment.kind() == Kind.RESET, "a crash");
      step.accept("the machine went down");
    } else {
      recorder().await(begin, InBackground::isEnd, "the end of the trial", limits.upgrade());
    }
    return begin;
  }

  private int lateContent(Version version, Duration after)
      throws IOException, InterruptedException {
    int begin = beginContent(version);
    await(begin, moment -> InBackground.isGoodEnd(moment), "its commit");
    step.accept("set the clock " + after.toMinutes() + " minutes forward");
    int place = recorder().now();
    run(GuestCommands.setClockForward(after));
    await(place, moment -> moment.kind() == Kind.RESET, "a crash");
    step.accept("the machine went down");
    return place;
  }

  private int beginContent(Version version) throws IOException, InterruptedException {
    step.accept("deliver content " + version);
    int begin = recorder().now();
    run(GuestCommands.beginContent(version));
    return begin;
  }

  private int bothAtOnce(Version version, Version content)
      throws IOException, InterruptedException {
    begun(version, false, InBackground::isGoodEnd, "the end of the upgrade");
    int offered = beginContent(content);
    int queued = awaitPlaceInQueue(offered);
    step.accept("deliver a configuration");
    run(GuestCommands.beginConfiguration());
    awaitPlaceInQueue(queued);
    int place = recorder().now();
    recorder().add(Kind.DOWN, "the drill asks for the restart");
    step.accept("restart into " + version);
    run(GuestCommands.RESTART);
    recorder().await(place, moment -> moment.kind() == Kind.LOGIN, "a login", limits.settling());
    node.waitForShell(limits.shell());
    // A folder that is mounted by hand is not there after a restart.
    run(GuestCommands.MOUNT_REPOSITORY);
    step.accept(version + " is on trial; content " + content + " and a configuration wait");
    int taken = said(place, GuestCommands.COMMITTING_CONTENT, "content to be committed");
    int restarted = reset(taken, "a restart into the configuration");
    int configured = said(restarted, GuestCommands.COMMITTING_CONFIGURATION, "it to be committed");
    said(configured, Settling.COMMITTED, "the commit");
    return restarted;
  }

  private int awaitPlaceInQueue(int offered) throws IOException, InterruptedException {
    int ended =
        recorder().await(offered, InBackground::isEnd, "its place in the queue", limits.upgrade());
    recorder()
        .await(
            offered,
            moment -> moment.text().contains(GuestCommands.WAITS),
            "'" + GuestCommands.WAITS + "' on the console",
            limits.command());
    return ended;
  }

  private int refusedContents(Version version) throws IOException, InterruptedException {
    int begin = recorder().now();
    for (String name : July2024.refusedContents()) {
      step.accept("offer content: " + name);
      ControlShell.Result result =
          node.run(GuestCommands.offerRefused(name, version), limits.command());
      if (result.exitCode() != GuestCommands.REFUSED) {
        throw new IOException(
            "Content of kind '%s' was not refused: exit code %d, %s"
                .formatted(name, result.exitCode(), result.output().strip()));
      }
      recorder().add(Kind.NODE, result.output().strip());
    }
    return begin;
  }

  private int unwatchedContent(Version version) throws IOException, InterruptedException {
    step.accept("put content " + version + " into a folder that no channel watches");
    int place = recorder().now();
    run(GuestCommands.putUnwatched(version));
    recorder().await(place, moment -> moment.kind() == Kind.RESET, "a crash", limits.upgrade());
    step.accept("the machine went down");
    return place;
  }

  /**
   * Begins an upgrade, and waits for a moment of it. One whose JVM crashed is begun once more, as
   * an operator would, and the record says so: emulated processors do that once in a hundred
   * upgrades.
   */
  private int begun(Version version, boolean restart, Predicate<Moment> wanted, String what)
      throws IOException, InterruptedException {
    int begin = begin(version, restart);
    try {
      await(begin, wanted, what);
      return begin;
    } catch (JvmCrashException e) {
      recorder().add(Kind.NODE, "the JVM of the upgrade crashed; it is begun once more");
      step.accept("the JVM of the upgrade crashed: " + e.getMessage());
      int again = begin(version, restart);
      await(again, wanted, what);
      return again;
    }
  }

  private int begin(Version version, boolean restart) throws IOException, InterruptedException {
    step.accept("upgrade to " + version);
    int begin = recorder().now();
    run(GuestCommands.beginUpgrade(version, restart));
    return begin;
  }

  private void damage(String what) throws IOException, InterruptedException {
    step.accept("damage " + what);
    run(GuestCommands.DAMAGE);
    recorder()
        .add(
            Kind.DAMAGE,
            "bytes of " + what + " were overwritten in 65 places, the first among them");
  }

  /** Waits for a moment, and no longer once the upgrade has failed. */
  private void await(int begin, Predicate<Moment> wanted, String what)
      throws IOException, InterruptedException {
    Predicate<Moment> failed =
        moment -> InBackground.isEnd(moment) && !InBackground.isGoodEnd(moment);
    int after = recorder().await(begin, wanted.or(failed), what, limits.upgrade());
    Moment found = recorder().moments().get(after - 1);
    if (failed.test(found)) {
      List<String> console = node.lastLines(Passage.CONSOLE_LINES);
      String message =
          "The upgrade failed ("
              + found.text()
              + "). The console's last lines: "
              + ConsoleExcerpt.of(console);
      throw ConsoleExcerpt.hasCrash(console)
          ? new JvmCrashException(message)
          : new IOException(message);
    }
  }

  private void run(String command) throws IOException, InterruptedException {
    ControlShell.Result result = node.run(command, limits.command());
    if (!result.succeeded()) {
      throw new IOException(
          "On the node, '"
              + command.strip()
              + "' failed with exit code "
              + result.exitCode()
              + ": "
              + result.output().strip());
    }
  }

  private Recorder recorder() {
    return node.recorder();
  }
}
