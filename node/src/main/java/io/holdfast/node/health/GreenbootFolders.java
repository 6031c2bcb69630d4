package io.holdfast.node.health;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.node.evidence.Culprit;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The health checks of greenboot, as they lie in {@code required.d} and {@code wanted.d}. As
 * greenboot does, a file {@code *.sh} is run by bash whatever its mode, in the order of names, one
 * after the other. Beyond it, any other file is run if it is executable; if not, a wanted check
 * that has failed says so, because a check that somebody placed there must not be silently left
 * out. A file whose name greenboot's configuration disables is not run, in whichever folder it is.
 */
public final class GreenbootFolders {
  /** Where distributions and users place them, the distribution's first. */
  public static final List<Path> PLACES =
      List.of(Path.of("/usr/lib/greenboot/check"), Path.of("/etc/greenboot/check"));

  /** Where greenboot itself is configured. */
  public static final Path SETTINGS = Path.of("/etc/greenboot/greenboot.conf");

  /**
   * Scripts of greenboot wait for minutes by themselves, so a run may take long. It gives a release
   * three boots; here these are three attempts, without a boot between them.
   */
  private static final Schedule SCHEDULE =
      new Schedule(Duration.ofMinutes(10), 2, Duration.ofMinutes(1));

  private static final Schedule RARELY =
      new Schedule(Duration.ofSeconds(1), 0, Duration.ofHours(1));

  /** A folder of more is no folder of checks. */
  private static final int MAX_FILES = 200;

  private static final String QUEUE = "greenboot";

  private GreenbootFolders() {}

  /**
   * Reads the folders once; a folder that is not there holds nothing.
   *
   * @param places each may hold {@code required.d} and {@code wanted.d}
   * @param settings greenboot's configuration; if it cannot be understood, nothing is disabled, and
   *     a wanted check that has failed says so
   * @return the required ones first, then in the order in which they run
   */
  public static List<Check> read(List<Path> places, Path settings) {
    List<Check> checks = new ArrayList<>();
    Set<String> disabled = Set.of();
    List<Check> refused = new ArrayList<>();
    try {
      disabled = GreenbootSettings.read(settings).disabled();
    } catch (IOException e) {
      refused.add(
          new Unrunnable(
              settings.toString(),
              "it cannot be understood, so no check is disabled: " + e.getMessage()));
    }
    for (Path place : places) {
      addFrom(place.resolve("required.d"), Level.REQUIRED, disabled, checks);
    }
    for (Path place : places) {
      addFrom(place.resolve("wanted.d"), Level.WANTED, disabled, checks);
    }
    checks.addAll(refused);
    return checks;
  }

  private static void addFrom(Path folder, Level level, Set<String> disabled, List<Check> checks) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (files.size() == MAX_FILES) {
          checks.add(new Unrunnable(folder + " (more)", "it holds more than " + MAX_FILES));
          break;
        }
        files.add(entry);
      }
    } catch (IOException | DirectoryIteratorException e) {
      checks.add(new Unrunnable(folder.toString(), "its files cannot be listed: " + e));
    }
    files.sort(Comparator.comparing(file -> String.valueOf(file.getFileName())));
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      if (!name.startsWith(".") && !disabled.contains(name) && !Files.isDirectory(file)) {
        checks.add(check(file, level));
      }
    }
  }

  private static Check check(Path file, Level level) {
    String name = file.toString();
    if (name.endsWith(".sh")) {
      return new CommandCheck(name, level, SCHEDULE, QUEUE, List.of("bash", name));
    }
    if (Files.isExecutable(file)) {
      return new CommandCheck(name, level, SCHEDULE, QUEUE, List.of(name));
    }
    return new Unrunnable(
        name, "it is not executable and so does not run; make it executable or remove it");
  }

  /** Stands for a check that cannot run, and says why. */
  private record Unrunnable(String name, String why) implements Check {
    @Override
    public Level level() {
      return Level.WANTED;
    }

    @Override
    public Schedule schedule() {
      return RARELY;
    }

    @Override
    public CheckResult run() {
      return new CheckResult.Failed(Culprit.check(name), why);
    }
  }
}
