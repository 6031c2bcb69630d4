package io.holdfast.config.account;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.apache.commons.codec.digest.Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;

/** Passwords as shadow(5) keeps them (crypt(5)): SHA-512 with a salt. Stateless. */
public final class SaltedHash {
  private static final String SHA512 = "$6$";
  private static final String SALT_LETTERS =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** As many as the method takes. */
  private static final int SALT_LENGTH = 16;

  private SaltedHash() {}

  /** True for what a file may hold as it is: nothing, a hash, or a mark that no password fits. */
  public static boolean isStored(String password) {
    return password.isEmpty()
        || password.startsWith("$")
        || password.startsWith("!")
        || password.equals("*");
  }

  /** A hash of a plain password, with a new salt. */
  public static String of(String plain) {
    SecureRandom random = new SecureRandom();
    StringBuilder salt = new StringBuilder(SHA512);
    for (int i = 0; i < SALT_LENGTH; i++) {
      salt.append(SALT_LETTERS.charAt(random.nextInt(SALT_LETTERS.length())));
    }
    return Sha2Crypt.sha512Crypt(plain.getBytes(StandardCharsets.UTF_8), salt.toString());
  }

  /** True if a stored hash is one of this plain password, of a method that is known here. */
  public static boolean fits(String plain, String stored) {
    boolean known = stored.startsWith(SHA512) || stored.startsWith("$5$");
    try {
      return known && Crypt.crypt(plain, stored).equals(stored);
    } catch (IllegalArgumentException e) {
      // A salt that the method does not take: nothing can fit it.
      return false;
    }
  }
}
