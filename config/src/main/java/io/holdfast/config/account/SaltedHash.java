package io.holdfast.config.account;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;

/** Passwords as shadow(5) keeps them (crypt(5)): SHA-512 with a salt. Stateless. */
public final class SaltedHash {
  private static final String SHA512 = "$6$";
  private static final String SALT_LETTERS =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** As many as the method takes. */
  private static final int SALT_LENGTH = 16;

  /**
   * A file may ask for up to 999,999,999 rounds, which are minutes; this many are about a second on
   * a small machine, and more than any tool of a distribution sets by itself.
   */
  private static final long MOST_ROUNDS = 1_000_000;

  private static final int MOST_DIGITS = 9;

  private static final Pattern ROUNDS = Pattern.compile("\\$[56]\\$rounds=(\\d+).*");

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

  /** A plain one as a hash, the one that is stored if it fits; any other as it is. */
  public static String kept(String stored, String wanted) {
    if (isStored(wanted)) {
      return wanted;
    }
    return fits(wanted, stored) ? stored : of(wanted);
  }

  /**
   * True if a stored hash is one of this plain password, of a method that is known here, and with
   * at most {@value #MOST_ROUNDS} rounds: with more nobody waits to find out, and nothing fits.
   */
  public static boolean fits(String plain, String stored) {
    Matcher rounds = ROUNDS.matcher(stored);
    boolean known =
        rounds.matches()
            ? rounds.group(1).length() <= MOST_DIGITS
                && Long.parseLong(rounds.group(1)) <= MOST_ROUNDS
            : stored.startsWith(SHA512) || stored.startsWith("$5$");
    try {
      return known && Crypt.crypt(plain, stored).equals(stored);
    } catch (IllegalArgumentException e) {
      // A salt that the method does not take: nothing can fit it.
      return false;
    }
  }
}
