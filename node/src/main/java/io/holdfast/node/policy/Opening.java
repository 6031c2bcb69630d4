package io.holdfast.node.policy;

import io.holdfast.config.policy.MaintenanceWindows;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Whether a change may begin: a decision over values. */
public sealed interface Opening {

  /** It may. */
  record Open() implements Opening {}

  /**
   * It may not.
   *
   * @param why in words, for example {@code no window is open until 2026-11-29T02:00:00Z}
   * @param opens when a window opens; null while that cannot be known
   */
  record Closed(String why, @Nullable Instant opens) implements Opening {}

  /**
   * Decides.
   *
   * @param windows of the node
   * @param restarts whether the machine restarts for the change
   * @param built when the running release was built; a clock that shows less is not right
   * @param now by the node's clock
   */
  static Opening decide(MaintenanceWindows windows, boolean restarts, Instant built, Instant now) {
    if (windows.windows().isEmpty() || (!restarts && !windows.holdContent())) {
      return new Open();
    }
    if (now.isBefore(built)) {
      return new Closed("the clock shows " + now + ", which is before the release was built", null);
    }
    if (windows.isOpen(now)) {
      return new Open();
    }
    Instant opens = windows.opensAfter(now).truncatedTo(ChronoUnit.SECONDS);
    return new Closed("no window is open until " + opens, opens);
  }

  /** True for {@link Open}. */
  default boolean isOpen() {
    return this instanceof Open;
  }
}
