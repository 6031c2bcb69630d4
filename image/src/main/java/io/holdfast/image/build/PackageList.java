package io.holdfast.image.build;

import io.holdfast.image.tools.ToolsTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a base's package manager says is installed, a line a package: name, version, architecture.
 * Stateless.
 */
final class PackageList {
  private static final String DPKG_STATUS = "var/lib/dpkg/status";

  private PackageList() {}

  static String of(BaseTree base, ToolsTree tools) throws IOException, InterruptedException {
    Path status = base.tree().resolve(DPKG_STATUS);
    List<String> lines =
        Files.isRegularFile(status) ? parse(Files.readAllLines(status)) : fromRpm(base, tools);
    Collections.sort(lines);
    return String.join("\n", lines) + "\n";
  }

  /** Reads dpkg's status file (deb822(5)). */
  static List<String> parse(List<String> status) {
    List<String> packages = new ArrayList<>();
    String name = "";
    String version = "";
    String architecture = "";
    boolean installed = false;
    List<String> lines = new ArrayList<>(status);
    lines.add("");
    for (String line : lines) {
      if (line.isEmpty()) {
        if (installed && !name.isEmpty()) {
          packages.add(name + " " + version + " " + architecture);
        }
        name = "";
        installed = false;
      } else if (line.startsWith("Package: ")) {
        name = line.substring("Package: ".length());
      } else if (line.startsWith("Version: ")) {
        version = line.substring("Version: ".length());
      } else if (line.startsWith("Architecture: ")) {
        architecture = line.substring("Architecture: ".length());
      } else if (line.startsWith("Status: ")) {
        installed = line.endsWith(" installed");
      }
    }
    return packages;
  }

  private static List<String> fromRpm(BaseTree base, ToolsTree tools)
      throws IOException, InterruptedException {
    if (!base.has("usr/bin/rpm")) {
      throw new UnfitBaseException(
          "The base has neither dpkg's nor rpm's list of packages, so what is in the release could"
              + " not be known. Use a base that keeps its package database.");
    }
    String output =
        tools
            .commandIn(
                base.tree(),
                List.of(),
                List.of(),
                List.of("rpm", "-qa", "--qf", "%{NAME} %{EVR} %{ARCH}\\n"))
            .check();
    return new ArrayList<>(output.lines().toList());
  }
}
