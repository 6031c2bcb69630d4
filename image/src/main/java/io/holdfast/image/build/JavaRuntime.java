package io.holdfast.image.build;

import io.holdfast.host.FileTree;
import io.holdfast.host.Progress;
import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.cache.Fingerprint;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The Java runtime that images carry: linked by jlink from the tools tree's JDK, with the C library
 * it was built for (see docs/decisions/0014). Stateless.
 */
public final class JavaRuntime {
  private static final int VERSION = 3;
  private static final String JDK = "/usr/lib/jvm/java-25-openjdk-amd64";

  /**
   * What the runtime is linked against, from the same tree as the JDK: a base may have an older C
   * library, and may change its own without a word.
   */
  private static final List<String> LIBRARIES =
      List.of(
          "ld-linux-x86-64.so.2",
          "libc.so.6",
          "libdl.so.2",
          "libgcc_s.so.1",
          "libm.so.6",
          "libpthread.so.0",
          "librt.so.1",
          "libstdc++.so.6",
          "libz.so.1");

  /** Where they lie in the tree, and in the runtime. */
  private static final String TREE_LIBRARIES = "usr/lib/x86_64-linux-gnu";

  private static final String OWN_LIBRARIES = "lib/system";

  private static final List<String> MODULES = List.of("java.base", "jdk.httpserver");
  private static final Duration LINKING = Duration.ofMinutes(5);

  private JavaRuntime() {}

  /** The runtime's folder {@code runtime}, in a folder named by what it was made from. */
  public static Path prepare(ToolsTree tools, BuildCache cache, Progress progress)
      throws IOException, InterruptedException {
    Digest key =
        new Fingerprint("runtime", VERSION)
            .add("tools", tools.folder().toString())
            .add("modules", MODULES)
            .digest();
    return cache
        .step(
            "runtime",
            key,
            result -> {
              progress.step("link the Java runtime");
              link(tools, result.resolve("runtime"));
            })
        .resolve("runtime");
  }

  /** What starts it where it lies: with its own C library, for the system's may be older. */
  static List<String> start(String place) {
    String own = place + "/" + OWN_LIBRARIES;
    return List.of(own + "/" + LIBRARIES.getFirst(), "--library-path", own, place + "/bin/java");
  }

  private static void link(ToolsTree tools, Path runtime) throws IOException, InterruptedException {
    Path folder = runtime.resolveSibling("");
    tools
        .command(
            List.of(),
            List.of(folder),
            List.of(
                JDK + "/bin/jlink",
                "--module-path",
                JDK + "/jmods",
                "--add-modules",
                String.join(",", MODULES),
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--compress",
                "zip-6",
                "--vm=server",
                "--output",
                runtime.toString()))
        .within(LINKING)
        .check();
    FileTree.delete(runtime.resolve("legal"));
    Path own = Files.createDirectory(runtime.resolve(OWN_LIBRARIES));
    for (String library : LIBRARIES) {
      Files.copy(
          tools.folder().resolve(TREE_LIBRARIES).resolve(library).toRealPath(),
          own.resolve(library));
    }
  }
}
