package io.holdfast.config.action;

import io.holdfast.config.yaml.Quoted;

/**
 * One line of an authorized_keys file (sshd(8)): options, key type, key, comment. Or where such
 * lines are fetched from: an http or https address, or {@code github:NAME}, {@code gitlab:NAME}.
 */
public record SshKey(String line) {
  /** Longer than any RSA key of 16384 bits. */
  private static final int MAX_LENGTH = 8192;

  private static final String[] REMOTE = {"github:", "gitlab:", "http:", "https:"};
  private static final String[] TYPES = {"ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-"};

  /** Checks that it is one line, and no private key. */
  public SshKey {
    line = line.strip();
    if (line.isEmpty()) {
      throw new IllegalArgumentException("an SSH key cannot be empty");
    }
    if (line.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("an SSH key has at most " + MAX_LENGTH + " characters");
    }
    if (line.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("an SSH key is one line without control characters");
    }
    if (line.startsWith("-----BEGIN")) {
      throw new IllegalArgumentException(
          "this looks like a private key: take it out, hold it for stolen, and write the content"
              + " of the .pub file");
    }
    if (isRemote(line)) {
      demandAddress(line);
    }
  }

  /**
   * A key that sshd finds one in.
   *
   * @throws IllegalArgumentException if it does not, or the text is an address
   */
  public static SshKey ofPublicKey(String text) {
    if (!looksLikeKey(text.strip())) {
      throw new IllegalArgumentException(
          Quoted.of(text.strip())
              + " is no SSH public key; one looks like 'ssh-ed25519 AAAA... name', the content of a"
              + " .pub file");
    }
    return new SshKey(text);
  }

  /** True if it must be fetched. */
  public boolean isRemote() {
    return isRemote(line);
  }

  /** For {@code github:NAME} the service; empty for others. */
  public String service() {
    return line.startsWith("git") && isRemote() ? line.substring(0, line.indexOf(':')) : "";
  }

  /** For {@code github:NAME} the name; else the whole. */
  public String account() {
    return service().isEmpty() ? line : line.substring(line.indexOf(':') + 1);
  }

  /** False for a line in which sshd finds no key; it is written all the same, as in Kairos. */
  public boolean looksLikeKey() {
    return looksLikeKey(line);
  }

  private static boolean looksLikeKey(String line) {
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

  private static boolean isRemote(String line) {
    for (String scheme : REMOTE) {
      if (line.startsWith(scheme)) {
        return true;
      }
    }
    return false;
  }

  private static void demandAddress(String line) {
    if (line.startsWith("http")) {
      SourceAddress.parse(line);
    } else if (!line.substring(line.indexOf(':') + 1).matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")) {
      throw new IllegalArgumentException(Quoted.of(line) + " names no account");
    }
  }
}
