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
import java.util.Map;

/** Where this Holdfast lies and where it keeps what it makes. Stateless. */
final class Workplace {
  /** Where a tools tree is that this Holdfast shall use instead of one of its own. */
  private static final String TOOLS = "holdfast.tools";

  private static final String HOME = "holdfast.home";

  private Workplace() {}

  static BuildCache cache() {
    return new BuildCache(cacheFolder(System.getenv(), System.getProperty("user.home")));
  }

  /**
   * {@code $HOLDFAST_CACHE}, else as the XDG Base Directory Specification says: {@code
   * $XDG_CACHE_HOME/holdfast}, or {@code ~/.cache/holdfast} if that is not set or relative.
   *
   * @param account the home that the user database says, for where there is no {@code $HOME}
   */
  static Path cacheFolder(Map<String, String> environment, String account) {
    String own = environment.getOrDefault("HOLDFAST_CACHE", "");
    if (!own.isEmpty()) {
      return Path.of(own).toAbsolutePath();
    }
    String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (shared.startsWith("/")) {
      return Path.of(shared, "holdfast");
    }
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isEmpty() ? account : home, ".cache", "holdfast").toAbsolutePath();
  }

  /** The advisories that this user has imported. */
  static Path advisories() {
    return dataFolder(System.getenv(), System.getProperty("user.home")).resolve("advisories");
  }

  /**
   * What must not be lost: {@code $HOLDFAST_DATA}, else as the XDG Base Directory Specification
   * says: {@code $XDG_DATA_HOME/holdfast}, or {@code ~/.local/share/holdfast} if that is not set or
   * relative.
   *
   * @param account the home that the user database says, for where there is no {@code $HOME}
   */
  static Path dataFolder(Map<String, String> environment, String account) {
    String own = environment.getOrDefault("HOLDFAST_DATA", "");
    if (!own.isEmpty()) {
      return Path.of(own).toAbsolutePath();
    }
    String shared = environment.getOrDefault("XDG_DATA_HOME", "");
    if (shared.startsWith("/")) {
      return Path.of(shared, "holdfast");
    }
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isEmpty() ? account : home, ".local", "share", "holdfast").toAbsolutePath();
  }

  static ToolsTree tools(Progress progress) throws IOException, InterruptedException {
    String given = System.getProperty(TOOLS);
    return given == null
        ? ToolsTreeMaker.prepare(cache(), progress)
        : ToolsTree.open(Path.of(given));
  }

  /** The machines that this user runs. */
  static LabRegistry lab() {
    return new LabRegistry(cache().folder().resolve("lab"));
  }

  static List<Path> agentJars() throws IOException {
    return AgentJars.find(lib());
  }

  /** All that this command itself is started from. */
  static List<Path> commandJars() throws IOException {
    return AgentJars.all(lib());
  }

  private static Path lib() throws IOException {
    String home = System.getProperty(HOME);
    if (home == null) {
      throw new IOException("Holdfast does not know where it lies. Start it with bin/holdfast.");
    }
    return Path.of(home, "cli", "target", "lib");
  }

  /** Lines, each with the seconds since the command began. */
  static Progress lines(PrintWriter err) {
    long began = System.nanoTime();
    return step ->
        err.println(
            String.format(Locale.ROOT, "%6.1f s  %s", (System.nanoTime() - began) / 1e9, step));
  }
}
