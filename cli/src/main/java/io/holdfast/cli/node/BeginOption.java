package io.holdfast.cli.node;

import picocli.CommandLine.Option;

/** The option of commands that begin a change. */
final class BeginOption {
  @Option(
      names = "--now",
      description =
          "Begin also while none of the configuration's windows is open; without it, the change"
              + " waits in the queue for one.")
  private boolean now;

  /** Whether no window is waited for. */
  boolean now() {
    return now;
  }
}
