package io.holdfast.release.tuf;

import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hashes by which metadata names a file (specification, section 4.4, HASHES). Those of an
 * algorithm that is not known here say nothing; where there is no other, the file cannot be
 * verified, and is refused. Immutable.
 *
 * @param known lower-case hexadecimal, of the right length; empty if none is known
 * @param stated whether there are any at all
 */
public record Hashes(Map<Algorithm, String> known, boolean stated) {
  /** None. */
  public static final Hashes NONE = new Hashes(Map.of(), false);

  /** The functions that are known here, the one to name files by first. */
  public enum Algorithm {
    /** SHA-256 (FIPS 180-4). */
    SHA256("sha256", "SHA-256", 64),
    /** SHA-512 (FIPS 180-4). */
    SHA512("sha512", "SHA-512", 128);

    private final String key;
    private final String javaName;
    private final int digits;

    Algorithm(String key, String javaName, int digits) {
      this.key = key;
      this.javaName = javaName;
      this.digits = digits;
    }

    /** A fresh one. */
    public MessageDigest begin() {
      try {
        return MessageDigest.getInstance(javaName);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("This Java runtime has no " + javaName, e);
      }
    }
  }

  /** Copies. */
  public Hashes {
    known = Map.copyOf(known);
  }

  /** Of one SHA-256. */
  public static Hashes sha256(String hex) {
    return new Hashes(Map.of(Algorithm.SHA256, hex), true);
  }

  static Hashes parse(JsonObject object) throws JsonException {
    Map<Algorithm, String> known = new EnumMap<>(Algorithm.class);
    for (Algorithm algorithm : Algorithm.values()) {
      if (object.has(algorithm.key)) {
        String hex = object.string(algorithm.key);
        // A hash becomes part of a file's name: nothing but digits may be in it.
        if (hex.length() != algorithm.digits || !isLowerHex(hex)) {
          throw new JsonException(
              "its " + algorithm.key + " is not " + algorithm.digits + " hexadecimal digits");
        }
        known.put(algorithm, hex);
      }
    }
    return new Hashes(known, !object.values().isEmpty());
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new TreeMap<>();
    known.forEach((algorithm, hex) -> json.put(algorithm.key, hex));
    return json;
  }

  /** Whether bytes have all the known ones, and there is at least one. */
  public boolean match(byte[] bytes) {
    for (Map.Entry<Algorithm, String> each : known.entrySet()) {
      byte[] found = each.getKey().begin().digest(bytes);
      if (!HexFormat.of().formatHex(found).equals(each.getValue())) {
        return false;
      }
    }
    return !known.isEmpty();
  }

  /**
   * What stands before a target's name where consistent snapshots are used (section 5.7).
   *
   * @throws IllegalStateException if none is known
   */
  public String prefix() {
    for (Algorithm algorithm : Algorithm.values()) {
      String hex = known.get(algorithm);
      if (hex != null) {
        return hex;
      }
    }
    throw new IllegalStateException("there is no known hash");
  }

  private static boolean isLowerHex(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}
