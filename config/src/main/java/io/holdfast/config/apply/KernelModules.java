package io.holdfast.config.apply;

import io.holdfast.config.action.TargetPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The modules of the kernel, as /proc/modules lists them. */
record KernelModules(RootedTree tree) {
  private static final TargetPath LIST = new TargetPath("/proc/modules");

  /** True if it is loaded; the kernel says {@code _} for each {@code -}. */
  boolean has(String module) throws IOException {
    Path file = tree.resolve(LIST);
    if (!Files.isReadable(file)) {
      return false;
    }
    for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n", -1)) {
      int space = line.indexOf(' ');
      String name = space < 0 ? line : line.substring(0, space);
      if (!name.isEmpty() && name.replace('-', '_').equals(module.replace('-', '_'))) {
        return true;
      }
    }
    return false;
  }
}
