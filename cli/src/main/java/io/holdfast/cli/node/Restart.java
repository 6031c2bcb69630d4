package io.holdfast.cli.node;

import io.holdfast.host.Command;
import io.holdfast.host.CommandException;

/** Restarts the machine in good order. */
final class Restart {
  private Restart() {}

  static void now() throws CommandException, InterruptedException {
    Command.of("systemctl", "reboot").check();
  }
}
