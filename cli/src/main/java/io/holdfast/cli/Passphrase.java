package io.holdfast.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options by which commands are given the passphrase of a key folder. */
final class Passphrase {
  @ArgGroup private @Nullable Source source;

  /** One of them. */
  private static final class Source {
    @Option(names = "--passphrase", required = true, description = "Ask for the keys' passphrase.")
    @SuppressWarnings("UnusedVariable") // Being there says it all.
    private boolean ask;

    @Option(
        names = "--passphrase-file",
        required = true,
        paramLabel = "FILE",
        description = "Read the keys' passphrase from the first line of a file.")
    private @Nullable Path file;
  }

  /** That of keys that are there; null if they have none. */
  char @Nullable [] read() throws IOException {
    if (source == null) {
      return null;
    }
    return source.file == null ? ask(terminal(), "Passphrase: ") : firstLine(source.file);
  }

  /** That of keys to be made, typed twice, for with a mistyped one they are lost. */
  char @Nullable [] readNew() throws IOException {
    char[] passphrase = read();
    if (passphrase != null && source != null && source.file == null) {
      char[] again = ask(terminal(), "The same again: ");
      if (!Arrays.equals(passphrase, again)) {
        throw new IOException("The two passphrases differ. Nothing was made; try again.");
      }
    }
    return passphrase;
  }

  private static Console terminal() throws IOException {
    return RawTerminal.console()
        .orElseThrow(
            () -> new IOException("There is no terminal to ask on. Use --passphrase-file."));
  }

  private static char[] ask(Console console, String prompt) throws IOException {
    char[] typed = console.readPassword("%s", prompt);
    if (typed == null) {
      throw new IOException("No passphrase was typed.");
    }
    return typed;
  }

  private static char[] firstLine(Path file) throws IOException {
    String text = Files.readString(file);
    int end = text.indexOf('\n');
    return (end < 0 ? text : text.substring(0, end)).toCharArray();
  }
}
