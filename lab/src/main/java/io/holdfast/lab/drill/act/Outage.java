package io.holdfast.lab.drill.act;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a node was without service: from the moment it begins to restart, or dies, to the login
 * of the system that stays.
 *
 * @param from when service ended
 * @param to when it was back
 */
public record Outage(Instant from, Instant to) {
  /** Checks the order. */
  public Outage {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("an outage cannot end before it begins");
    }
  }

  /** Its length. */
  public Duration length() {
    return Duration.between(from, to);
  }

  /**
   * How long a node has been down that never came back.
   *
   * @param moments oldest first
   * @return from the first end of service to the last moment; null if service never ended
   */
  public static @Nullable Outage open(List<Moment> moments) {
    Moment down = firstOf(moments, 0, Outage::endsService);
    return down == null ? null : new Outage(down.at(), moments.getLast().at());
  }

  /**
   * Finds it in what was seen. It begins after the damage, or with the power cut, where a run has
   * one, or after the node had settled before: what went well before is no part of it. A login that
   * is followed by another reset was not that of the system that stays.
   *
   * @param moments oldest first
   * @return null if service never ended, or never came back
   */
  public static @Nullable Outage in(List<Moment> moments) {
    int first = 0;
    int settled = 0;
    int lastReset = -1;
    for (int i = 0; i < moments.size(); i++) {
      switch (moments.get(i).kind()) {
        case DAMAGE -> first = i + 1;
        case POWER_CUT -> first = i;
        case SETTLED -> settled = i + 1;
        case RESET, POWER_ON -> {
          lastReset = i;
          first = Math.max(first, settled);
        }
        case STEP, UPGRADE, DOWN, NODE, PANIC, WATCHDOG, LOGIN -> {}
      }
    }
    Moment down = firstOf(moments, first, Outage::endsService);
    Moment login =
        lastReset < first
            ? null
            : firstOf(moments, lastReset, moment -> moment.kind() == Moment.Kind.LOGIN);
    return down == null || login == null ? null : new Outage(down.at(), login.at());
  }

  private static boolean endsService(Moment moment) {
    return switch (moment.kind()) {
      case DOWN, POWER_CUT, PANIC, WATCHDOG, RESET -> true;
      case STEP, UPGRADE, DAMAGE, NODE, POWER_ON, LOGIN, SETTLED -> false;
    };
  }

  private static @Nullable Moment firstOf(
      List<Moment> moments, int from, java.util.function.Predicate<Moment> wanted) {
    for (Moment moment : moments.subList(from, moments.size())) {
      if (wanted.test(moment)) {
        return moment;
      }
    }
    return null;
  }
}
