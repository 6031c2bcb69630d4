package io.holdfast.node.agent;

import io.holdfast.config.policy.WithdrawnSource;
import io.holdfast.host.Command;
import io.holdfast.host.DurableFile;
import io.holdfast.node.policy.PolicyFile;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.upgrade.UpgradeProgress;
import io.holdfast.node.withdrawal.BringByQueue;
import io.holdfast.node.withdrawal.Following;
import io.holdfast.node.withdrawal.Look;
import io.holdfast.node.withdrawal.WayOff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what is withdrawn at each start and from time to time, as the configuration says, and
 * has the node go the way off. What must be fetched waits in the queue for its window; going back
 * waits for none. A look that fails is told and made again; the node runs on. One thread calls
 * {@link #run}, and sleeps nearly always.
 */
final class WithdrawnWatch {
  /** So that a fleet that comes up after a loss of power does not ask at once. */
  private static final Duration FIRST_WITHIN = Duration.ofSeconds(30);

  /** A repository that cannot be asked may be soon: the network is late, or the server restarts. */
  private static final Duration TRY_AGAIN = Duration.ofMinutes(2);

  /** After as many, it is asked no more often than the configuration says. */
  private static final int SOON = 5;

  /** The part of the interval by which two nodes drift apart. */
  private static final double JITTER = 0.1;

  /** Of what is left to chance. */
  private static final long PARTS = 1000;

  private static final UpgradeProgress SILENT =
      new UpgradeProgress() {
        @Override
        public void phase(String name) {}

        @Override
        public void bytes(long done, long all) {}
      };

  private final NodeContext node;
  private String told = "";
  private int failures;

  WithdrawnWatch(NodeContext node) {
    this.node = node;
  }

  /** Begins it in a thread of its own, if the configuration says where to look. */
  void begin() throws IOException {
    WithdrawnSource source = new PolicyFile(node.paths().policy()).read().withdrawn();
    if (source != null) {
      Thread.ofPlatform().daemon().name("withdrawn").start(() -> run(source));
    }
  }

  private void run(WithdrawnSource source) {
    try {
      Thread.sleep(FIRST_WITHIN.multipliedBy(random()).dividedBy(PARTS));
      while (true) {
        failures = look(source) ? 0 : failures + 1;
        Thread.sleep(pause(source.every(), failures, random()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long random() {
    return ThreadLocalRandom.current().nextLong(PARTS);
  }

  /**
   * How long until the next look: the interval and up to a tenth of it more, or soon, a few times,
   * if nobody answered.
   *
   * @param failures in a row
   * @param part of the tenth, from 0 to below 1000
   */
  static Duration pause(Duration every, int failures, long part) {
    if (failures > 0 && failures <= SOON && TRY_AGAIN.compareTo(every) < 0) {
      return TRY_AGAIN;
    }
    return every.plusMillis((long) (every.toMillis() * JITTER * part / PARTS));
  }

  /** One look; false if the repository could not be asked. */
  boolean look(WithdrawnSource source) throws InterruptedException {
    try {
      BringByQueue queue = new BringByQueue(node, InstantSource.system());
      Look look =
          new Following(node, source.from(), source.then(), queue, SILENT)
              .follow(vouched -> BringByQueue.leftOut(node.store().read(), vouched, Instant.now()));
      tell(look);
      if (look.restart()) {
        Command.of("systemctl", "reboot").check();
      }
      return look.hearing() != Look.Hearing.UNREACHABLE;
    } catch (IOException | RuntimeException e) {
      // Whatever it was, the node is no worse than before.
      show("what is withdrawn cannot be looked at: " + e.getMessage());
      return false;
    }
  }

  private void tell(Look look) {
    look.done().forEach(line -> Console.tell(node, line));
    List<String> problems = new ArrayList<>();
    if (!look.problem().isEmpty()) {
      problems.add(look.problem());
    }
    look.ways().stream()
        .filter(WayOff::isStuck)
        .forEach(way -> problems.add(way.what() + " is withdrawn; " + way.words()));
    problems.addAll(look.left());
    show(problems.isEmpty() ? null : String.join("; ", problems));
  }

  /** For {@code holdfast status}, and once for the journal. */
  private void show(@Nullable String problem) {
    Path file = node.paths().followProblem();
    try {
      if (problem == null) {
        Files.deleteIfExists(file);
        told = "";
      } else if (!problem.equals(told)) {
        Console.tell(node, problem);
        told = problem;
        DurableFile.replace(file, problem.replaceAll("\\R", "; "));
      }
    } catch (IOException e) {
      System.out.println(file + " cannot be written: " + e.getMessage());
    }
  }
}
