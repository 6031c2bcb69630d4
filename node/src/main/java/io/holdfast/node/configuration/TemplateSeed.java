package io.holdfast.node.configuration;

import io.holdfast.config.facts.MachineTemplates;
import io.holdfast.host.DurableFile;
import io.holdfast.node.disk.NodePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What random values in templates are made from. A node keeps its own, so that a password that a
 * template made is the same at every start; other systems have none to keep.
 *
 * @param root of the system's files
 */
public record TemplateSeed(Path root) implements MachineTemplates.Seed {
  /** More than anybody can guess. */
  private static final int BYTES = 32;

  /** The templates of a system. */
  public static MachineTemplates templatesOf(Path root) {
    return new MachineTemplates(root, new TemplateSeed(root));
  }

  @Override
  public String read() throws IOException {
    NodePaths paths = new NodePaths(root);
    Path kept = paths.node().resolve("template-seed");
    if (Files.isRegularFile(kept)) {
      return Files.readString(kept).strip();
    }
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    String seed = HexFormat.of().formatHex(bytes);
    if (Files.isDirectory(paths.node())) {
      DurableFile.replace(kept, seed + "\n");
      Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rw-------"));
    }
    return seed;
  }
}
