package io.holdfast.lab.drill;

import io.holdfast.lab.drill.act.Act;
import io.holdfast.lab.drill.act.ActResult;
import io.holdfast.lab.drill.act.DrillResult;
import io.holdfast.lab.drill.act.July2024;
import io.holdfast.lab.drill.prepare.MachineBench;
import io.holdfast.lab.drill.prepare.Preparation;
import io.holdfast.lab.drill.prepare.WorkFolder;
import io.holdfast.lab.drill.progress.DrillProgress;
import io.holdfast.lab.drill.progress.RunProgress;
import io.holdfast.lab.drill.run.RunDirector;
import io.holdfast.lab.drill.run.Troupe;
import io.holdfast.lab.machine.Acceleration;
import io.holdfast.lab.machine.MachineSpec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The drill july-2024: prepares it, plays its acts. Stateless. */
public final class Drill {
  /** Its name. */
  public static final String NAME = July2024.NAME;

  private Drill() {}

  /**
   * Its acts, in their order.
   *
   * @param secureBoot with those that need firmware that enforces it
   */
  public static List<Act> acts(boolean secureBoot) {
    return secureBoot
        ? Stream.concat(July2024.acts().stream(), July2024.secureBootActs().stream()).toList()
        : July2024.acts();
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
    List<Act> acts = chosen(request.acts(), request.secureBoot());
    Instant began = Instant.now();
    try (WorkFolder work = WorkFolder.take(request.workshop().cache());
        Troupe troupe = new Troupe(request.machines())) {
      Preparation prepared;
      MachineBench bench;
      Duration normalBoot;
      try (RunProgress preparing = progress.begin("")) {
        prepared = Preparation.make(request.workshop(), firmware(request), preparing);
        bench =
            new MachineBench(
                request.workshop().tools(),
                prepared.acceleration(),
                prepared.healthy(),
                work,
                new AtomicInteger());
        preparing.step("measure a normal boot");
        normalBoot = normalBoot(bench, request.machines(), troupe, preparing);
      }
      RunDirector director = new RunDirector(bench, prepared.healthy().data(), normalBoot);
      List<ActResult> results = troupe.play(acts, director, progress);
      return new DrillResult(
          NAME,
          began,
          Duration.between(began, Instant.now()),
          normalBoot,
          describe(prepared.acceleration(), request),
          results);
    }
  }

  /** As many boots at once as acts will be played at once, so that both are slowed down alike. */
  private static Duration normalBoot(
      MachineBench bench, int machines, Troupe troupe, RunProgress progress)
      throws IOException, InterruptedException {
    Callable<Duration> boot = () -> bench.normalBoot(progress::console);
    return troupe.doAll(Collections.nCopies(machines, boot)).stream()
        .reduce(Duration.ZERO, Duration::plus)
        .dividedBy(machines);
  }

  static List<Act> chosen(List<String> names, boolean secureBoot) throws NoSuchActException {
    List<Act> all = acts(secureBoot);
    for (String name : names) {
      if (all.stream().noneMatch(act -> act.name().equals(name))) {
        throw new NoSuchActException(
            "Drill "
                + NAME
                + " has no act '"
                + name
                + "'. It has: "
                + all.stream().map(Act::name).collect(Collectors.joining(", "))
                + ".");
      }
    }
    return all.stream().filter(act -> names.isEmpty() || names.contains(act.name())).toList();
  }

  private static MachineSpec.Firmware firmware(DrillRequest request) {
    return request.secureBoot() ? MachineSpec.Firmware.SECURE_BOOT : MachineSpec.Firmware.PLAIN;
  }

  private static String describe(Acceleration acceleration, DrillRequest request) {
    String kind =
        switch (acceleration) {
          case KVM -> "virtual machine (KVM), 2 processors, 1 GiB";
          case EMULATION -> "virtual machine (emulated), 2 processors, 1 GiB";
        };
    String firmware = request.secureBoot() ? ", Secure Boot" : "";
    String shared =
        request.machines() == 1 ? "" : "; " + request.machines() + " at once share the host";
    return kind + firmware + shared;
  }
}
