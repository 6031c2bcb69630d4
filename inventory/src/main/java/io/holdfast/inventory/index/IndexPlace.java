package io.holdfast.inventory.index;

import io.holdfast.inventory.index.database.ServerAddress;
import java.nio.file.Path;
import java.util.Map;

/** Where an index is. Immutable. */
public sealed interface IndexPlace {
  /** In a folder, where one process uses it at a time. */
  record Folder(Path path) implements IndexPlace {}

  /** On a server, where any number do. */
  record Server(ServerAddress address) implements IndexPlace {}

  /**
   * Reads a folder's path, or a server's address: {@link ServerAddress#of}.
   *
   * @param environment of the process
   * @throws IllegalArgumentException if it is meant as an address, and is none
   */
  static IndexPlace of(String text, Map<String, String> environment) {
    return ServerAddress.isMeantBy(text)
        ? new Server(ServerAddress.of(text, environment))
        : new Folder(Path.of(text).toAbsolutePath());
  }
}
