package io.holdfast.lab.machine;

import io.holdfast.host.Command;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.lab.machine.process.BoundProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A TPM 2.0 in software (swtpm(8)) in a process of its own, whose state is in a folder. */
final class SoftwareTpm {
  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private SoftwareTpm() {}

  /** Starts it and waits until it listens. */
  static BoundProcess start(ToolsTree tools, Path state, MachineSockets sockets)
      throws IOException, InterruptedException {
    Files.createDirectories(state);
    Command command =
        tools.command(
            List.of(),
            List.of(state, sockets.folder()),
            List.of(
                "swtpm",
                "socket",
                "--tpm2",
                "--tpmstate",
                "dir=" + state,
                "--ctrl",
                "type=unixio,path=" + sockets.tpm()));
    BoundProcess process = BoundProcess.start(command, sockets.folder().resolve("tpm.log"));
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!Files.exists(sockets.tpm())) {
      if (process.waitFor(LOOK_AGAIN) || System.nanoTime() > deadline) {
        String words = process.lastWords();
        process.kill();
        throw new MachineException(
            "The software TPM with state in " + state + " did not start. " + words);
      }
    }
    return process;
  }
}
