package io.holdfast.lab.machine.process;

import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process told apart from any other that had or will have its number: by the moment of its start
 * and by the boot of the machine it runs on.
 *
 * @param pid its number
 * @param startTicks clock ticks from boot to its start: field 22 of /proc/PID/stat,
 *     proc_pid_stat(5)
 * @param bootId /proc/sys/kernel/random/boot_id, random(4)
 */
public record ProcessIdentity(long pid, long startTicks, String bootId) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** Fields are counted from 1; the name in field 2 may hold blanks and brackets. */
  private static final int START_TICKS_FIELD = 22;

  private static final int FIRST_FIELD_AFTER_NAME = 3;

  /** Checks that the number can be one. */
  public ProcessIdentity {
    if (pid < 1 || startTicks < 0 || bootId.isEmpty()) {
      throw new IllegalArgumentException(
          "No process has number " + pid + ", start " + startTicks + " and boot '" + bootId + "'");
    }
  }

  /** This process. */
  public static ProcessIdentity own() throws IOException {
    return of(ProcessHandle.current().pid());
  }

  /**
   * A process that runs now.
   *
   * @throws NoSuchFileException if there is none
   */
  public static ProcessIdentity of(long pid) throws IOException {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    return new ProcessIdentity(pid, parseStartTicks(Files.readString(stat)), currentBoot());
  }

  /** Whether it still runs. A process that has ended and is not yet waited for runs no more. */
  public boolean isAlive() {
    return handle() != null;
  }

  /** Ends it and all that it started, as {@link BoundProcess#kill()}; harmless if it is gone. */
  public void kill() {
    ProcessHandle handle = handle();
    if (handle != null) {
      BoundProcess.kill(handle);
    }
  }

  /** As keys and values for a JSON object. */
  public Map<String, Object> fields() {
    return Map.of("pid", pid, "startTicks", startTicks, "bootId", bootId);
  }

  /** What {@link #fields()} wrote. */
  public static ProcessIdentity read(JsonObject object) throws JsonException {
    object.allowOnly("pid", "startTicks", "bootId");
    String bootId = object.string("bootId");
    if (bootId.isEmpty()) {
      throw new JsonException("'bootId' is empty");
    }
    return new ProcessIdentity(
        object.number("pid", 1, Integer.MAX_VALUE),
        object.number("startTicks", 0, Long.MAX_VALUE),
        bootId);
  }

  private @Nullable ProcessHandle handle() {
    try {
      return of(pid).equals(this) ? ProcessHandle.of(pid).orElse(null) : null;
    } catch (IOException e) {
      return null;
    }
  }

  static long parseStartTicks(String stat) throws IOException {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    int index = START_TICKS_FIELD - FIRST_FIELD_AFTER_NAME;
    if (fields.length <= index) {
      throw new IOException("This is no /proc/PID/stat, it has too few fields: " + stat);
    }
    if (fields[0].equals("Z") || fields[0].equals("X")) {
      throw new NoSuchFileException("the process has ended");
    }
    return Long.parseLong(fields[index]);
  }

  private static String currentBoot() throws IOException {
    return Files.readString(BOOT_ID).strip();
  }
}
