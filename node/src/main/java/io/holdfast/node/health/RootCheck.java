package io.holdfast.node.health;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.node.evidence.Culprit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Built-in check {@code root}: {@code /} is mounted read-only and from a device that dm-verity
 * checks.
 *
 * @param mountinfo the mounts of this process, as proc_pid_mountinfo(5) describes
 * @param blockDevices a folder that holds {@code MAJOR:MINOR/dm/uuid} for each device-mapper device
 */
public record RootCheck(Path mountinfo, Path blockDevices) implements Check {
  private static final Schedule SCHEDULE =
      new Schedule(Duration.ofSeconds(1), 0, Duration.ofMinutes(5));

  /** What cryptsetup and systemd begin the UUID of a verity device with. */
  private static final String VERITY = "CRYPT-VERITY-";

  private static final int DEVICE = 2;
  private static final int MOUNT_POINT = 4;
  private static final int OPTIONS = 5;

  /** That of this machine. */
  public static RootCheck ofThisMachine() {
    return new RootCheck(Path.of("/proc/self/mountinfo"), Path.of("/sys/dev/block"));
  }

  @Override
  public String name() {
    return "root";
  }

  @Override
  public Level level() {
    return Level.REQUIRED;
  }

  @Override
  public Schedule schedule() {
    return SCHEDULE;
  }

  @Override
  public CheckResult run() {
    try {
      Optional<List<String>> root = rootMount();
      if (root.isEmpty()) {
        return failed("nothing is mounted at / according to " + mountinfo);
      }
      if (!List.of(root.get().get(OPTIONS).split(",", -1)).contains("ro")) {
        return failed("/ can be written to: it is mounted with " + root.get().get(OPTIONS));
      }
      Path uuid = blockDevices.resolve(root.get().get(DEVICE)).resolve("dm/uuid");
      if (!Files.exists(uuid)) {
        return failed("/ is on " + root.get().get(DEVICE) + ", which is no device of dm-verity");
      }
      if (!Files.readString(uuid).startsWith(VERITY)) {
        return failed("/ is on a device of " + Files.readString(uuid).strip() + ", not dm-verity");
      }
      return new CheckResult.Passed();
    } catch (IOException e) {
      return failed("cannot find out what / is: " + e);
    }
  }

  /** The last mount at {@code /} lies on top. */
  private Optional<List<String>> rootMount() throws IOException {
    List<String> found = List.of();
    for (String line : Files.readAllLines(mountinfo)) {
      List<String> fields = List.of(line.split(" ", -1));
      if (fields.size() > OPTIONS && fields.get(MOUNT_POINT).equals("/")) {
        found = fields;
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  private static CheckResult failed(String why) {
    return new CheckResult.Failed(new Culprit(Culprit.Kind.STORAGE, "root file system"), why);
  }
}
