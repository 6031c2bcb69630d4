package io.holdfast.node.agent;

import io.holdfast.config.policy.WithdrawnSource;
import io.holdfast.host.Command;
import io.holdfast.host.CommandException;
import io.holdfast.node.policy.PolicyFile;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.withdrawal.Look;
import io.holdfast.node.withdrawal.Lookout;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When the agent looks at what is withdrawn: at each start and from time to time, as the
 * configuration says. One thread runs it, and sleeps nearly always.
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

  private WithdrawnWatch() {}

  /** Begins it in a thread of its own, if the configuration says where to look. */
  static void begin(NodeContext node) throws IOException {
    WithdrawnSource source = new PolicyFile(node.paths().policy()).read().withdrawn();
    if (source != null) {
      Thread.ofPlatform().daemon().name("withdrawn").start(() -> run(node, source));
    }
  }

  private static void run(NodeContext node, WithdrawnSource source) {
    Lookout lookout = new Lookout(node, source, line -> Console.tell(node, line));
    try {
      Thread.sleep(FIRST_WITHIN.multipliedBy(random()).dividedBy(PARTS));
      int failures = 0;
      while (true) {
        Look look = lookout.look();
        if (look != null && look.restart()) {
          restart(node);
        }
        boolean heard = look != null && look.hearing() != Look.Hearing.UNREACHABLE;
        failures = heard ? 0 : failures + 1;
        Thread.sleep(pause(source.every(), failures, random()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void restart(NodeContext node) throws InterruptedException {
    try {
      Command.of("systemctl", "reboot").check();
    } catch (CommandException e) {
      Console.tell(node, "the machine does not restart: " + e.getMessage());
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
}
