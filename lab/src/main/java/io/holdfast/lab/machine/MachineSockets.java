package io.holdfast.lab.machine;

import java.nio.file.Path;

/**
 * Where a machine listens. QEMU talks to one partner a socket; the starter of the machine has his
 * own, and so has a visitor from another process.
 */
record MachineSockets(Path folder) {
  Path commands() {
    return folder.resolve("qmp");
  }

  Path visitorCommands() {
    return folder.resolve("qmp-visitor");
  }

  Path console() {
    return folder.resolve("console");
  }

  Path visitorConsole() {
    return folder.resolve("console-visitor");
  }

  Path control() {
    return folder.resolve("control");
  }

  Path tpm() {
    return folder.resolve("tpm");
  }
}
