package io.holdfast.cli;

import io.holdfast.host.Progress;
import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.image.tools.ToolsTreeMaker;
import io.holdfast.lab.machine.registry.LabRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Where this Holdfast lies and where it keeps what it makes. Stateless. */
final class Workplace {
  private Workplace() {}

  /** The cache: {@code $HOLDFAST_CACHE}, else as the XDG Base Directory Specification says. */
  static BuildCache cache() {
    String own = System.getenv("HOLDFAST_CACHE");
    if (own != null && !own.isEmpty()) {
      return new BuildCache(Path.of(own).toAbsolutePath());
    }
    String shared = System.getenv("XDG_CACHE_HOME");
    Path folder = shared == null || shared.isEmpty() ? Path.of(home(), ".cache") : Path.of(shared);
    return new BuildCache(folder.resolve("holdfast").toAbsolutePath());
  }

  /** What the shell says; Java's own property comes from the user database. */
  private static String home() {
    String home = System.getenv("HOME");
    return home == null || home.isEmpty() ? System.getProperty("user.home") : home;
  }

  static ToolsTree tools(Progress progress) throws IOException, InterruptedException {
    return ToolsTreeMaker.prepare(cache(), progress);
  }

  /** The machines that this user runs. */
  static LabRegistry lab() {
    return new LabRegistry(cache().folder().resolve("lab"));
  }

  static List<Path> agentJars() throws IOException {
    String home = System.getProperty("holdfast.home");
    if (home == null) {
      throw new IOException("Holdfast does not know where it lies. Start it with bin/holdfast.");
    }
    return AgentJars.find(Path.of(home, "cli", "target", "lib"));
  }

  /** Lines, each with the seconds since the command began. */
  static Progress lines(PrintWriter err) {
    long began = System.nanoTime();
    return step ->
        err.println(
            String.format(Locale.ROOT, "%6.1f s  %s", (System.nanoTime() - began) / 1e9, step));
  }
}
