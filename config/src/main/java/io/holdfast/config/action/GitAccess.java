package io.holdfast.config.action;

/**
 * What lets the machine read a repository. Nothing of it is shown by {@link #toString}.
 *
 * @param user empty for none
 * @param password empty for none
 * @param privateKey an SSH key; empty for none
 * @param hostKey the one public key that the host may have; empty to ask the machine's own list
 * @param insecure true to take any host key and any certificate
 */
public record GitAccess(
    String user, String password, String privateKey, String hostKey, boolean insecure) {
  /** Without any. */
  public static final GitAccess NONE = new GitAccess("", "", "", "", false);

  /** Checks that each but the key is one line. */
  public GitAccess {
    for (String text : new String[] {user, password, hostKey.strip()}) {
      if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
        throw new IllegalArgumentException("a name, a password and a host key are one line each");
      }
    }
  }

  @Override
  public String toString() {
    return equals(NONE) ? "no credentials" : "credentials";
  }
}
