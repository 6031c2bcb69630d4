package io.holdfast.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The jars of this Holdfast that go into an image. Stateless. */
final class AgentJars {
  /** In the order of the agent's class path: what a start needs first stands first. */
  static final List<String> ARTIFACTS =
      List.of(
          "holdfast-cli",
          "holdfast-node",
          "holdfast-release",
          "holdfast-config",
          "holdfast-host",
          "jackson-core",
          "snakeyaml-engine",
          "re2j",
          "picocli",
          "commons-codec",
          "commons-compress",
          "commons-io",
          "commons-lang3");

  private AgentJars() {}

  /**
   * The jars beside the one that this class came from.
   *
   * @throws IOException if one is missing
   */
  static List<Path> find(Path lib) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String artifact : ARTIFACTS) {
      jars.add(find(lib, artifact));
    }
    return jars;
  }

  /**
   * Every jar there: those of the agent, and those that only a workstation needs.
   *
   * @throws IOException if one of the agent's is missing
   */
  static List<Path> all(Path lib) throws IOException {
    find(lib);
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static Path find(Path lib, String artifact) throws IOException {
    try (Stream<Path> files = Files.list(lib)) {
      return files
          .filter(file -> isJarOf(file.getFileName().toString(), artifact))
          // Jackson 2, which a workstation has for CycloneDX, calls its jar as Jackson 3 does.
          .max(Comparator.comparingInt((Path file) -> major(file, artifact)))
          .orElseThrow(
              () ->
                  new IOException(
                      lib + " holds no jar of " + artifact + ". Run bin/setup to build Holdfast."));
    }
  }

  private static boolean isJarOf(String name, String artifact) {
    return name.endsWith(".jar")
        && name.startsWith(artifact + "-")
        && name.length() > artifact.length() + 1
        && Character.isDigit(name.charAt(artifact.length() + 1));
  }

  private static int major(Path file, String artifact) {
    String version = file.getFileName().toString().substring(artifact.length() + 1);
    return Integer.parseInt(version.replaceFirst("\\D.*", ""));
  }
}
