package io.holdfast.config.action;

import io.holdfast.config.yaml.Quoted;

/**
 * One line of an authorized_keys file (sshd(8)): options, key type, key, comment. A key that must
 * be fetched from somewhere is refused, because a node must start without a network.
 */
public record SshKey(String line) {
  /** Longer than any RSA key of 16384 bits. */
  private static final int MAX_LENGTH = 8192;

  private static final String[] REMOTE = {"github:", "gitlab:", "http:", "https:", "lp:", "gh:"};
  private static final String[] TYPES = {"ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-"};

  /** Checks that it is a literal key. */
  public SshKey {
    line = line.strip();
    for (String scheme : REMOTE) {
      if (line.startsWith(scheme)) {
        throw new IllegalArgumentException(
            Quoted.of(line)
                + " would have to be fetched, and a node must not need a network to let you in;"
                + " write the public key itself");
      }
    }
    if (line.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("an SSH key has at most " + MAX_LENGTH + " characters");
    }
    if (line.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("an SSH key is one line without control characters");
    }
    if (!hasType(line)) {
      throw new IllegalArgumentException(
          Quoted.of(line)
              + " is no SSH public key; one looks like 'ssh-ed25519 AAAA... name', the content of"
              + " a .pub file");
    }
  }

  /** A word that names a key type, with a word after it; options may stand before. */
  private static boolean hasType(String line) {
    for (int at = 0; at >= 0 && at < line.length(); ) {
      int end = line.indexOf(' ', at);
      for (String type : TYPES) {
        if (end > at && end + 1 < line.length() && line.startsWith(type, at)) {
          return true;
        }
      }
      at = end < 0 ? -1 : end + 1;
    }
    return false;
  }
}
