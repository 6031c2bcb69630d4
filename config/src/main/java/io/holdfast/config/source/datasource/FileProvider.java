package io.holdfast.config.source.datasource;

import io.holdfast.config.source.http.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * User data in a file of this machine.
 *
 * @param file what {@code path} names
 */
record FileProvider(Path file) implements Provider {
  @Override
  public String name() {
    return "file";
  }

  @Override
  public MachineFacts ask(TimeLimit limit) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": there is no such file");
    }
    return MachineFacts.of(
        name(),
        file.toString(),
        List.of(),
        List.of(),
        UserDataReader.read(FolderFiles.bytes(file, file.toString())));
  }
}
