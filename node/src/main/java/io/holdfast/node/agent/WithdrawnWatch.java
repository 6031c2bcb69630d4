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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When the agent looks at what is withdrawn: at each start and from time to time, as the
 * configuration says; sooner while nobody answers, and while a trial goes on that it waits for. One
 * thread runs it, and sleeps nearly always.
 *
 * @param every how often, if there is no reason to look sooner
 * @param eye looks
 * @param restart restarts the machine
 * @param sleeper waits
 * @param chance a number from 0 to below 1000, another each time
 */
record WithdrawnWatch(
    Duration every, Eye eye, Restart restart, Sleeper sleeper, LongSupplier chance) {
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

  /** Looks once. */
  @FunctionalInterface
  interface Eye {
    /** What came of it; null if it failed. */
    @Nullable Look look() throws InterruptedException;
  }

  /** Restarts the machine, or tells why it does not. */
  @FunctionalInterface
  interface Restart {
    void now() throws InterruptedException;
  }

  /** Waits. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  /** Begins it in a thread of its own, if the configuration says where to look. */
  static void begin(NodeContext node) throws IOException {
    WithdrawnSource source = new PolicyFile(node.paths().policy()).read().withdrawn();
    if (source != null) {
      Lookout lookout = new Lookout(node, source, line -> Console.tell(node, line));
      WithdrawnWatch watch =
          new WithdrawnWatch(
              source.every(),
              lookout::look,
              () -> restart(node),
              Thread::sleep,
              () -> ThreadLocalRandom.current().nextLong(PARTS));
      Thread.ofPlatform().daemon().name("withdrawn").start(watch::run);
    }
  }

  /** Goes on until this thread is interrupted. */
  void run() {
    try {
      sleeper.sleep(FIRST_WITHIN.multipliedBy(chance.getAsLong()).dividedBy(PARTS));
      int soon = 0;
      while (true) {
        Look look = eye.look();
        if (look != null && look.restart()) {
          restart.now();
        }
        soon = look == null || look.isToBeRepeated() ? soon + 1 : 0;
        sleeper.sleep(pause(every, soon, chance.getAsLong()));
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

  /**
   * How long until the next look: the interval and up to a tenth of it more, or soon, a few times.
   *
   * @param soon looks in a row that are to be repeated soon
   * @param part of the tenth, from 0 to below 1000
   */
  static Duration pause(Duration every, int soon, long part) {
    if (soon > 0 && soon <= SOON && TRY_AGAIN.compareTo(every) < 0) {
      return TRY_AGAIN;
    }
    return every.plusMillis((long) (every.toMillis() * JITTER * part / PARTS));
  }
}
