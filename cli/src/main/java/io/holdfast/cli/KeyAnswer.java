package io.holdfast.cli;

import io.holdfast.config.draft.Answers;
import io.holdfast.config.yaml.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * From what a person says about a key to the key: a file is read, anything else is taken as it is.
 *
 * @param home where the person's own keys are
 */
record KeyAnswer(Path home) {
  /** As ssh-keygen names them, the better ones first. */
  private static final List<String> USUAL =
      List.of(
          "id_ed25519.pub", "id_ecdsa.pub", "id_ed25519_sk.pub", "id_ecdsa_sk.pub", "id_rsa.pub");

  /** Twenty keys of the largest kind. */
  private static final int MOST_BYTES = 100_000;

  /** What a person writes of the home folder. */
  private static final String HOME = "~/";

  /** The person's own public key, as one would write it; empty if there is none. */
  Optional<String> usual() {
    return USUAL.stream()
        .filter(name -> Files.isRegularFile(home.resolve(".ssh").resolve(name)))
        .findFirst()
        .map(name -> HOME + ".ssh/" + name);
  }

  /**
   * The key's text, or several as lines.
   *
   * @throws IllegalArgumentException if it is a file that cannot be read, or is no public key's
   */
  String text(String answer) {
    String said = answer.strip();
    Optional<Path> file = file(said);
    if (file.isEmpty()) {
      if (said.startsWith("/") || said.startsWith(HOME) || said.startsWith("./")) {
        throw new IllegalArgumentException(
            Quoted.of(said) + " is not there; name a file that ends in .pub, or write the key");
      }
      return said;
    }
    try (InputStream stream = Files.newInputStream(file.get())) {
      byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (text.contains("PRIVATE KEY-----")) {
        throw new IllegalArgumentException(
            Quoted.of(said) + " is a private key, which stays where it is; name the .pub file");
      }
      String keys =
          text.lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .collect(Collectors.joining("\n"));
      if (keys.isEmpty() || keys.equals(Answers.NOTHING) || bytes.length > MOST_BYTES) {
        throw new IllegalArgumentException(Quoted.of(said) + " holds no public key");
      }
      return keys;
    } catch (IOException e) {
      throw new IllegalArgumentException(Quoted.of(said) + " cannot be read", e);
    }
  }

  private Optional<Path> file(String said) {
    try {
      Path path = said.startsWith(HOME) ? home.resolve(said.substring(2)) : Path.of(said);
      return said.isEmpty() || !Files.isRegularFile(path) ? Optional.empty() : Optional.of(path);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
