package io.holdfast.node.boot;

import io.holdfast.node.evidence.BootId;
import io.holdfast.node.evidence.Cause;
import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.evidence.KernelRecord;
import io.holdfast.node.loader.LoaderVariables;
import io.holdfast.node.trial.Boot;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.PreviousEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the boot before left: its marks, the kernel's record, the watchdog's word.
 *
 * @param boot of which they are; null if it died before it could leave its name
 * @param entry of the loader that started it; {@link Boot#UNKNOWN} likewise
 * @param deadline what give-up wrote; empty if it did not run
 * @param agent what the agent printed that could not start; empty if it could
 * @param kernel the crash record
 * @param watchdog whether the watchdog reset the machine
 * @param lived whether it lived long enough, or went down in order
 * @param image what is wrong with the kernel image that was to be started; empty if nothing is
 */
record Traces(
    @Nullable BootId boot,
    int entry,
    List<String> deadline,
    List<String> agent,
    KernelRecord kernel,
    boolean watchdog,
    boolean lived,
    String image) {
  private static final int MAX_MARK_BYTES = 64 << 10;
  private static final String FAILED = "failed:";

  Traces {
    deadline = List.copyOf(deadline);
    agent = List.copyOf(agent);
  }

  /** Reads the marks of the boot before this one. */
  static Traces read(Path marks, KernelRecord kernel, boolean watchdog) {
    List<String> before = lines(marks.resolve("boot.before"));
    BootId boot = null;
    int entry = Boot.UNKNOWN;
    if (!before.isEmpty()) {
      String line = before.getFirst();
      int space = line.indexOf(' ');
      if (space > 0) {
        boot = bootId(line.substring(0, space));
        if (LoaderVariables.bootedFrom(line.substring(space + 1))
            instanceof Booted.ByEntry(int number)) {
          entry = number;
        }
      }
    }
    return new Traces(
        boot,
        entry,
        lines(marks.resolve("deadline")),
        lines(marks.resolve("agent")),
        kernel,
        watchdog,
        boot != null && isNamed(marks.resolve("lived"), boot),
        "");
  }

  /**
   * The same, where the kernel image was looked at. One that is not what was written leaves no
   * trace when firmware refuses it.
   */
  Traces withImage(String wrong) {
    return new Traces(boot, entry, deadline, agent, kernel, watchdog, lived, wrong);
  }

  /** True if nothing says how the boot ended. */
  boolean areSilent() {
    return end() instanceof PreviousEnd.Unexplained || end() instanceof PreviousEnd.Lost;
  }

  /** How the boot ended, by the most telling trace. */
  PreviousEnd end() {
    if (!agent.isEmpty()) {
      return new PreviousEnd.AgentCouldNotStart(String.join(" ", agent));
    }
    if (!deadline.isEmpty()) {
      return new PreviousEnd.DeadlinePassed(waitingFor());
    }
    Optional<String> verity = KernelRecord.verityCorruption(kernel.text());
    if (verity.isPresent()) {
      return new PreviousEnd.VerityDamage(verity.get());
    }
    if (!kernel.isEmpty()) {
      return new PreviousEnd.Panic(
          KernelRecord.firstPanicLine(kernel.text()).orElse("a crash record without a panic line"));
    }
    if (watchdog) {
      return new PreviousEnd.WatchdogReset();
    }
    if (!image.isEmpty()) {
      return new PreviousEnd.VerityDamage(image);
    }
    // A boot of recovery, or one that left no name, says nothing about a generation.
    boolean known = boot != null && entry != Boot.UNKNOWN;
    return known && !lived ? new PreviousEnd.Lost() : new PreviousEnd.Unexplained();
  }

  /** The same as a value. */
  Cause cause() {
    return switch (end()) {
      case PreviousEnd.Unexplained _, PreviousEnd.Lost _ -> Cause.NO_TRACE;
      case PreviousEnd.Panic _ -> Cause.PANIC;
      case PreviousEnd.WatchdogReset _ -> Cause.WATCHDOG;
      case PreviousEnd.DeadlinePassed _ -> Cause.DEADLINE;
      case PreviousEnd.VerityDamage _ -> Cause.VERITY;
      case PreviousEnd.AgentCouldNotStart _ -> Cause.AGENT;
      case PreviousEnd.CheckFailed _ -> Cause.CHECK;
    };
  }

  /** Whom to look at first. */
  Culprit culprit() {
    if (!agent.isEmpty()) {
      return new Culprit(Culprit.Kind.UNIT, "holdfast early start");
    }
    if (!deadline.isEmpty()) {
      return Culprit.unit(waitingFor());
    }
    if (!image.isEmpty() && kernel.isEmpty() && !watchdog) {
      return new Culprit(Culprit.Kind.STORAGE, image);
    }
    return kernel
        .culprit()
        .orElse(
            new Culprit(
                Culprit.Kind.MACHINE,
                watchdog ? "frozen; reset by the watchdog" : "it ended without a trace"));
  }

  /** The unit that a boot past its deadline was waiting for: a failed one, else a running job's. */
  String waitingFor() {
    int failed = deadline.indexOf(FAILED);
    if (failed >= 0 && failed + 1 < deadline.size()) {
      return firstWord(deadline.get(failed + 1));
    }
    for (String line : deadline) {
      String[] words = line.strip().split("\\s+");
      // "ID UNIT start running": the one that runs is what all the others wait for.
      if (words.length == 4
          && words[3].equals("running")
          && !words[1].startsWith("holdfast-deadline")) {
        return words[1];
      }
    }
    return "an unknown unit";
  }

  /** What waited, for the evidence. */
  List<String> waitingJobs() {
    return new ArrayList<>(deadline.isEmpty() ? agent : deadline);
  }

  private static String firstWord(String line) {
    String text = line.strip();
    int space = text.indexOf(' ');
    return space < 0 ? text : text.substring(0, space);
  }

  private static boolean isNamed(Path mark, BootId boot) {
    List<String> lines = lines(mark);
    return !lines.isEmpty() && boot.equals(bootId(lines.getFirst().strip()));
  }

  private static @Nullable BootId bootId(String text) {
    try {
      return BootId.parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static List<String> lines(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_MARK_BYTES) {
        return List.of();
      }
      return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
