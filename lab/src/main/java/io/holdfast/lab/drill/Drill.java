package io.holdfast.lab.drill;

import io.holdfast.lab.drill.act.Act;
import io.holdfast.lab.drill.act.ActResult;
import io.holdfast.lab.drill.act.ActRun;
import io.holdfast.lab.drill.act.DrillResult;
import io.holdfast.lab.drill.act.July2024;
import io.holdfast.lab.drill.act.RunResult;
import io.holdfast.lab.drill.node.UserFile;
import io.holdfast.lab.drill.prepare.MachineBench;
import io.holdfast.lab.drill.prepare.Preparation;
import io.holdfast.lab.drill.prepare.WorkFolder;
import io.holdfast.lab.drill.progress.DrillProgress;
import io.holdfast.lab.drill.run.RunDirector;
import io.holdfast.lab.machine.Acceleration;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The drill july-2024: prepares it, plays its acts, one machine at a time. Stateless. */
public final class Drill {
  /** Its name. */
  public static final String NAME = July2024.NAME;

  private Drill() {}

  /** Its acts, in their order. */
  public static List<Act> acts() {
    return July2024.acts();
  }

  /**
   * Plays it. A node that misbehaves fails its act; the others are played all the same. Nothing of
   * its machines is left afterwards, however it ends.
   *
   * @throws NoSuchActException if an act is asked for that it does not have
   * @throws IOException if it cannot be prepared: then no act was played
   */
  public static DrillResult run(DrillRequest request, DrillProgress progress)
      throws IOException, InterruptedException, NoSuchActException {
    List<Act> acts = chosen(request.acts());
    Instant began = Instant.now();
    progress.act("");
    try (WorkFolder work = WorkFolder.take(request.workshop().cache())) {
      Preparation prepared = Preparation.make(request.workshop(), progress);
      MachineBench bench =
          new MachineBench(
              request.workshop().tools(),
              prepared.acceleration(),
              prepared.healthy(),
              work,
              new AtomicInteger());
      progress.step("measure a normal boot");
      Duration normalBoot = bench.normalBoot(progress::console);
      UserFile data = prepared.healthy().data();
      RunDirector director = new RunDirector(bench, data, normalBoot, progress);
      List<ActResult> results = new ArrayList<>();
      for (Act act : acts) {
        results.add(play(act, director, progress));
      }
      return new DrillResult(
          NAME,
          began,
          Duration.between(began, Instant.now()),
          normalBoot,
          describe(prepared.acceleration()),
          results);
    }
  }

  static ActResult play(Act act, RunDirector director, DrillProgress progress)
      throws InterruptedException {
    progress.act(act.name());
    List<RunResult> runs = new ArrayList<>();
    for (ActRun run : act.runs()) {
      if (act.runs().size() > 1) {
        progress.act(act.name() + ", " + run.title());
      }
      runs.add(director.play(run));
    }
    ActResult result = new ActResult(act, runs, director.normalBoot());
    progress.ended(result);
    return result;
  }

  static List<Act> chosen(List<String> names) throws NoSuchActException {
    for (String name : names) {
      if (acts().stream().noneMatch(act -> act.name().equals(name))) {
        throw new NoSuchActException(
            "Drill "
                + NAME
                + " has no act '"
                + name
                + "'. It has: "
                + acts().stream().map(Act::name).collect(Collectors.joining(", "))
                + ".");
      }
    }
    return acts().stream().filter(act -> names.isEmpty() || names.contains(act.name())).toList();
  }

  private static String describe(Acceleration acceleration) {
    return switch (acceleration) {
      case KVM -> "virtual machine (KVM), 2 processors, 1 GiB";
      case EMULATION -> "virtual machine (emulated), 2 processors, 1 GiB";
    };
  }
}
