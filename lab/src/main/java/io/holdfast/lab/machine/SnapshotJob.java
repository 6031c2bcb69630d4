package io.holdfast.lab.machine;

import io.holdfast.lab.machine.qmp.QmpConnection;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Saving or loading a machine's whole state: a background job of QEMU, which is asked after until
 * it is concluded (QMP reference: snapshot-save, query-jobs).
 */
final class SnapshotJob {
  /** Writing all the memory of a large machine to a slow disk takes minutes. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final String ID = "snapshot";
  private static final int JOBS_LIMIT = 100;

  private final QmpConnection qemu;
  private final List<String> nodes;

  /**
   * @param nodes the block nodes it covers; the first also holds the memory
   */
  SnapshotJob(QmpConnection qemu, List<String> nodes) {
    this.qemu = qemu;
    this.nodes = nodes;
  }

  void save(String name) throws IOException, InterruptedException {
    run("snapshot-save", name);
  }

  void load(String name) throws IOException, InterruptedException {
    run("snapshot-load", name);
  }

  private void run(String command, String name) throws IOException, InterruptedException {
    qemu.execute(
        command,
        Map.of("job-id", ID, "tag", name, "vmstate", nodes.getFirst(), "devices", nodes),
        LIMIT);
    String error = awaitEnd(command);
    qemu.execute("job-dismiss", Map.of("id", ID), LIMIT);
    if (!error.isEmpty()) {
      throw new MachineException(
          "Snapshot '" + name + "' failed (" + command + "): QEMU says: " + error);
    }
  }

  private String awaitEnd(String command) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      // While it saves, QEMU answers nothing.
      JsonObject reply = qemu.execute("query-jobs", Map.of(), LIMIT);
      try {
        for (JsonObject job : reply.objects("return", JOBS_LIMIT)) {
          if (job.string("id").equals(ID) && job.string("status").equals("concluded")) {
            return job.has("error") ? job.string("error") : "";
          }
        }
      } catch (JsonException e) {
        throw new MachineException("QEMU's list of jobs cannot be read: " + e.getMessage(), e);
      }
      Thread.sleep(LOOK_AGAIN);
    }
    throw new MachineException(
        "QEMU did not conclude " + command + " within " + LIMIT.toMinutes() + " minutes.");
  }
}
