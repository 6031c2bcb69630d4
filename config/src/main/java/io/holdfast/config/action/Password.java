package io.holdfast.config.action;

import io.holdfast.config.account.SaltedHash;

/**
 * A user's password: plain, already hashed (crypt(5), which begins with {@code $}), or locked
 * ({@code !} or {@code *}). It is not shown by {@link #toString}.
 */
public record Password(String text) {
  private static final int MAX_LENGTH = 512;

  /** Checks that the tools can take it and that it says what was meant. */
  public Password {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a password has 1 to " + MAX_LENGTH + " characters");
    }
    if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("a password is one line without control characters");
    }
    if (isStored(text) && text.indexOf(':') >= 0) {
      throw new IllegalArgumentException("a hashed password holds no ':'");
    }
  }

  /** True if it is a hash, or a mark that no password fits, rather than the password itself. */
  public boolean isHashed() {
    return isStored(text);
  }

  private static boolean isStored(String text) {
    return SaltedHash.isStored(text);
  }

  @Override
  public String toString() {
    return isHashed() ? "a hashed password" : "a plain password";
  }
}
