package io.holdfast.node.statement;

import io.holdfast.node.disk.NodePaths;
import io.holdfast.release.trust.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The key by which a node's statements are known to be its own: Ed25519, made when it is first
 * asked for, in a folder that persists and that root alone reads. Whoever has the disk has it; it
 * is not in a TPM. It signs envelopes and nothing that a node would install. Not for two processes
 * at once.
 *
 * @param paths of the node
 */
public record NodeKey(NodePaths paths) {
  /**
   * The key.
   *
   * @throws IOException if it cannot be read, or made
   */
  public SigningKey get() throws IOException {
    Path file = paths.nodeKey();
    if (Files.exists(file)) {
      return SigningKey.read(file, null);
    }
    Path folder = paths.identity();
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    SigningKey made = SigningKey.generate();
    made.write(file, null);
    return made;
  }
}
