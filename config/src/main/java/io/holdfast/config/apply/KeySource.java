package io.holdfast.config.apply;

import io.holdfast.config.action.SourceAddress;
import io.holdfast.config.action.SshKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where keys are fetched from that a configuration names by an address.
 *
 * @param github address of the service, in front of a name
 * @param gitlab the same
 */
record KeySource(String github, String gitlab) {
  /** The public ones. */
  static final KeySource PUBLIC = new KeySource("https://github.com/", "https://gitlab.com/");

  /** A boot does not wait longer for somebody's keys. */
  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** Some hundred keys. */
  private static final int MAX_BYTES = 1 << 20;

  /** Of a list of keys; more is no list of one person's. */
  private static final int MAX_LINES = 500;

  List<String> fetch(SshKey key) throws IOException, InterruptedException {
    String address =
        switch (key.service()) {
          case "github" -> github + key.account() + ".keys";
          case "gitlab" -> gitlab + key.account() + ".keys";
          default -> key.line();
        };
    byte[] bytes = Fetch.bytes(SourceAddress.parse(address), LIMIT, MAX_BYTES);
    List<String> keys = new ArrayList<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      String stripped = line.strip();
      if (stripped.isEmpty() || stripped.startsWith("#")) {
        continue;
      }
      try {
        if (!new SshKey(stripped).looksLikeKey()) {
          throw new IOException("what it answers is no list of SSH public keys");
        }
      } catch (IllegalArgumentException e) {
        throw new IOException("what it answers is no list of SSH public keys", e);
      }
      keys.add(stripped);
      if (keys.size() > MAX_LINES) {
        throw new IOException("it answers more than " + MAX_LINES + " keys");
      }
    }
    return keys;
  }
}
