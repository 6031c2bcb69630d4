package io.holdfast.node.content;

import io.holdfast.config.action.UnitName;
import io.holdfast.config.content.ContentChannel;
import io.holdfast.host.Command;
import io.holdfast.host.CommandException;
import java.io.IOException;
import java.time.Duration;

/** Whoever reads content, and is to hear that it has changed. */
@FunctionalInterface
public interface Consumers {
  /** A unit that takes longer to take up its content than this is not well. */
  Duration LIMIT = Duration.ofMinutes(1);

  /** Nobody runs yet. */
  Consumers NONE = channel -> {};

  /** The units of this machine. One that does not run has nothing to read again. */
  Consumers UNITS =
      channel -> {
        UnitName unit = channel.unit();
        if (unit == null) {
          return;
        }
        switch (channel.action()) {
          case RELOAD -> systemctl("try-reload-or-restart", unit);
          case RESTART -> systemctl("try-restart", unit);
          case NONE -> {}
        }
      };

  /**
   * Tells those of a channel, and waits until they have taken it up.
   *
   * @throws CommandException if one fails over it
   */
  void tell(ContentChannel channel) throws IOException, InterruptedException;

  private static void systemctl(String verb, UnitName unit)
      throws IOException, InterruptedException {
    Command.of("systemctl", verb, "--", unit.value()).within(LIMIT).check();
  }
}
