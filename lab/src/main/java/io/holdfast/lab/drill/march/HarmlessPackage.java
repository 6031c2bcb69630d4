package io.holdfast.lab.drill.march;

import io.holdfast.image.tools.ToolsTree;
import io.holdfast.lab.drill.prepare.DrillResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A package of Debian named xz-utils with the version of a bad one, and nothing in it but a text
 * that says so. Stateless.
 */
final class HarmlessPackage {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String VERSION = "@version@";

  /** The file by which it is known. */
  static final String MARK = "usr/share/holdfast-drill/xz-utils-is-harmless";

  private HarmlessPackage() {}

  /** The texts that decide it. */
  static String texts() {
    return DrillResource.text("march/control") + DrillResource.text("march/mark");
  }

  /**
   * Makes it.
   *
   * @param folder where it goes
   * @return the .deb file
   */
  static Path make(String version, Path folder, ToolsTree tools)
      throws IOException, InterruptedException {
    Path tree = folder.resolve("xz-utils-" + version);
    write(tree.resolve("DEBIAN/control"), "march/control", version);
    write(tree.resolve(MARK), "march/mark", version);
    Path file = folder.resolve("xz-utils_" + version + "_all.deb");
    tools
        .command(
            List.of(),
            List.of(folder),
            List.of(
                "env",
                "SOURCE_DATE_EPOCH=0",
                "dpkg-deb",
                "--root-owner-group",
                "--build",
                tree.toString(),
                file.toString()))
        .within(LIMIT)
        .check();
    return file;
  }

  private static void write(Path file, String resource, String version) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, DrillResource.text(resource).replace(VERSION, version));
  }
}
