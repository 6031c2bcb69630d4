package io.holdfast.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which commands are given the passphrase of a key folder. */
final class Passphrase {
  @Option(names = "--passphrase", description = "Ask for the keys' passphrase.")
  private boolean ask;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Read the keys' passphrase from the first line of a file.")
  private @Nullable Path file;

  /** Null if the keys have none. */
  char @Nullable [] read() throws IOException {
    if (file != null) {
      String text = Files.readString(file);
      int end = text.indexOf('\n');
      return (end < 0 ? text : text.substring(0, end)).toCharArray();
    }
    if (!ask) {
      return null;
    }
    Console console = Objects.requireNonNull(System.console());
    if (!console.isTerminal()) {
      throw new IOException("There is no terminal to ask on. Use --passphrase-file.");
    }
    return console.readPassword("Passphrase: ");
  }
}
